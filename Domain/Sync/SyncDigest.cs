using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>Eight bytes of the SHA-256 of a value: the same for what is the same, on every node.</summary>
internal static class SyncDigest
{
    /// <summary>Of a list, or of anything: of its JSON.</summary>
    public static long Of(object value) => Of(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));

    /// <summary>
    /// Of a place. Hundreds of them are looked at for every page and few have changed, so they are not made into text: each
    /// property in its turn, the numbers as they are, a text with its length. A test changes every property and looks.
    /// </summary>
    public static long Of(PlaceView place)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        var head = place.Head;
        Write(bytes, head.Id.Value, (long)head.Kind, head.Organization.Value, head.Workspace?.Value ?? -1, head.Parent?.Value ?? -1, head.ParentSeq ?? -1);
        Write(bytes, head.Name);
        Write(bytes, head.Topic);
        Write(bytes, head.Purpose);
        Write(bytes, (long)head.Visibility, (long)head.Posting, head.ThreadOnly ? 1 : 0, head.SlowModeSeconds, head.LifetimeSeconds ?? -1, head.HasExpiring ? 1 : 0);
        Write(bytes, TicksOf(head.ArchivedAt), head.CreatedBy.Value, TicksOf(head.CreatedAt), head.LastSeq, TicksOf(head.LastMessageAt), head.Version);
        Write(bytes, head.MemberCount, head.PinCount, head.Participants.Count);
        foreach (var participant in head.Participants)
            Write(bytes, participant.Value);
        Write(bytes, (long)place.Role, place.LastReadSeq, place.Unread, place.Mentions, place.Starred ? 1 : 0, TicksOf(place.MutedUntil));
        return Of(bytes.WrittenSpan);
    }

    private static long Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static long TicksOf(DateTimeOffset? at) => at?.UtcTicks ?? -1;

    private static void Write(ArrayBufferWriter<byte> to, params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(sizeof(long)), value);
            to.Advance(sizeof(long));
        }
    }

    private static void Write(ArrayBufferWriter<byte> to, string text)
    {
        Write(to, Encoding.UTF8.GetByteCount(text));
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }
}
