-- Run once, on an empty data directory. The tables come from Collab itself.
CREATE DATABASE collab_shard_2 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL ON collab_shard_2.* TO 'collab'@'%';
CREATE DATABASE collab_shard_3 CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL ON collab_shard_3.* TO 'collab'@'%';
