using System.Buffers.Text;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;

namespace Collab.Infrastructure.Sync;

/// <summary>
/// A device's state as it is stored: base64url of a byte that tells the form, then each list as its length and its entries,
/// ordered by id with the ids as differences, so that they take few bytes. Numbers are seven bits to a byte (LEB128, as
/// <see cref="BinaryWriter.Write7BitEncodedInt64"/> writes them), digests eight bytes. A place takes about twenty characters.
/// </summary>
internal static class SyncStateText
{
    private const byte Form = 1;

    public static string Write(SyncState state)
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(Form);
            Write(to, state.Places, place =>
            {
                to.Write7BitEncodedInt64(place.Version);
                to.Write(place.Digest);
            });
            Write(to, state.Held, to.Write7BitEncodedInt64);
            Write(to, state.Hidden, to.Write);
            to.Write7BitEncodedInt(state.Parts.Count);
            foreach (var (name, digest) in state.Parts)
            {
                to.Write(name);
                to.Write(digest);
            }
        }

        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Null when it is not readable, as what a newer version wrote: the device begins again.</summary>
    public static SyncState? Read(string text)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(Base64Url.DecodeFromChars(text)), Encoding.UTF8);
            if (from.ReadByte() != Form)
                return null;
            var places = Read(from, () => new SyncedPlace(from.Read7BitEncodedInt64(), from.ReadInt64()));
            var (held, hidden) = (Read(from, from.Read7BitEncodedInt64), Read(from, from.ReadInt64));
            var parts = new Dictionary<string, long>();
            for (var left = from.Read7BitEncodedInt(); left > 0; left--)
                parts[from.ReadString()] = from.ReadInt64();
            return new SyncState(places, held, hidden, parts);
        }
        catch (Exception error) when (error is FormatException or EndOfStreamException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write<T>(BinaryWriter to, IReadOnlyDictionary<StreamId, T> entries, Action<T> write)
    {
        to.Write7BitEncodedInt(entries.Count);
        var before = 0L;
        foreach (var (id, entry) in entries.OrderBy(e => e.Key))
        {
            to.Write7BitEncodedInt64(id.Value - before);
            before = id.Value;
            write(entry);
        }
    }

    private static Dictionary<StreamId, T> Read<T>(BinaryReader from, Func<T> read)
    {
        var entries = new Dictionary<StreamId, T>();
        var id = 0L;
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            entries[new StreamId(id += from.Read7BitEncodedInt64())] = read();
        return entries;
    }
}
