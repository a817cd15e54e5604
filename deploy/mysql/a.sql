-- Run once, on an empty data directory. The tables come from Collab itself.
CREATE DATABASE collab_directory CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL ON collab_directory.* TO 'collab'@'%';
CREATE DATABASE collab_shard_0 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL ON collab_shard_0.* TO 'collab'@'%';
CREATE DATABASE collab_shard_1 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL ON collab_shard_1.* TO 'collab'@'%';
