using System.Data.Common;
using System.Globalization;
using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Sync;

/// <summary>The lists besides places and threads, as plain statements. Ids are numbers: they stand in the text.</summary>
internal static class SyncText
{
    /// <summary>How many messages of each stream a person has hidden from herself.</summary>
    public static string Hidden(UserId user) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT x.stream_id, COUNT(*), CAST(SUM(x.seq) AS SIGNED), MAX(x.hidden_at)
         FROM hidden_message AS x INNER JOIN stream AS h ON x.bucket = h.bucket AND x.stream_id = h.stream_id
         WHERE x.user_id = {user.Value} GROUP BY x.bucket, x.stream_id
        """);

    /// <summary>Of which places she has cleared the history, and how far.</summary>
    public static string Cleared(UserId user) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT s.stream_id, s.cleared_seq, s.cleared_at
         FROM seat AS s INNER JOIN stream AS h ON s.bucket = h.bucket AND s.stream_id = h.stream_id
         WHERE s.user_id = {user.Value} AND s.cleared_seq > 0
        """);

    /// <summary>What she keeps for later.</summary>
    public static string Saved(UserId user) =>
        $"SELECT stream_id, seq, message_id, state, changed_at FROM saved_message WHERE {Own(user)} LIMIT {SavedMessage.MaxPerPerson}";

    /// <summary>Her favourites.</summary>
    public static string Favourites(UserId user) => $"SELECT person_id FROM favourite WHERE {Own(user)} ORDER BY person_id LIMIT {SetFavourite.MaxFavourites}";

    /// <summary>Her settings.</summary>
    public static string Preferences(UserId user) => $"SELECT name, value FROM preference WHERE {Own(user)} ORDER BY name LIMIT {PreferenceNames.All.Count}";

    public static (StreamId Stream, HiddenDigest Digest) ReadHidden(DbDataReader reader) =>
        (new StreamId(reader.GetInt64(0)), new HiddenDigest(reader.GetInt32(1), reader.GetInt64(2), reader.InstantOrNull(3), ClearedHistory.None));

    public static (StreamId Stream, ClearedHistory History) ReadCleared(DbDataReader reader) =>
        (new StreamId(reader.GetInt64(0)), new ClearedHistory(reader.GetInt64(1), reader.InstantOrNull(2)));

    public static SavedMessage ReadSaved(DbDataReader reader) => new(
        new StreamId(reader.GetInt64(0)), reader.GetInt64(1), new MessageId(reader.GetInt64(2)), (SavedState)reader.GetInt64(3), Instant.FromStored(reader.GetInt64(4)));

    public static UserId ReadFavourite(DbDataReader reader) => new(reader.GetInt64(0));

    public static Preference ReadPreference(DbDataReader reader) => new(reader.GetString(0), reader.GetString(1));

    private static string Own(UserId user) => string.Create(CultureInfo.InvariantCulture, $"bucket = {user.Bucket.Value} AND user_id = {user.Value}");
}
