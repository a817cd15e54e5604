using System.Buffers.Text;
using System.Text.Json;

namespace Collab.Support.Crowd;

/// <summary>One event as it came over the live connection.</summary>
/// <param name="SentAt">When its writer sent it, as a timestamp; 0 when no virtual writer did.</param>
/// <param name="FromVersion">The first version that it stands for, where a node has gathered several; else 0.</param>
public readonly record struct Happened(long Stream, long Version, bool IsPost, long Seq, long Id, long SentAt, long FromVersion = 0)
{
    /// <summary>A client key that tells when it was sent, so that whoever receives the message can tell how long it took.</summary>
    public static string NewKey(string writer, long number, long sentAt) => $"{writer}-{number}-{sentAt}";

    /// <summary>Reads the events of a record, which is an invocation of <c>events</c>. Written for speed: one generator reads for thousands.</summary>
    public static void Read(ReadOnlySpan<byte> record, Action<Happened> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        var json = new Utf8JsonReader(record);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1 || !json.ValueTextEquals("arguments"u8))
                continue;
            json.Read();
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                take(ReadOne(ref json));
            return;
        }
    }

    private static Happened ReadOne(ref Utf8JsonReader json)
    {
        var made = default(Happened);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                made = made with { IsPost = json.ValueTextEquals("message.posted"u8) };
            }
            else if (json.ValueTextEquals("fromVersion"u8))
            {
                json.Read();
                made = made with { FromVersion = json.GetInt64() };
            }
            else if (json.ValueTextEquals("head"u8))
            {
                json.Read();
                made = ReadHead(ref json, made);
            }
            else if (json.ValueTextEquals("message"u8))
            {
                json.Read();
                made = ReadMessage(ref json, made);
            }
            else
            {
                json.Skip();
            }
        }

        return made;
    }

    private static Happened ReadHead(ref Utf8JsonReader json, Happened made)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isVersion) = (json.ValueTextEquals("id"u8), json.ValueTextEquals("version"u8));
            json.Read();
            if (isId)
                made = made with { Stream = ReadId(ref json) };
            else if (isVersion)
                made = made with { Version = json.GetInt64() };
            else
                json.Skip();
        }

        return made;
    }

    private static Happened ReadMessage(ref Utf8JsonReader json, Happened made)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isSeq, isId, isKey) = (json.ValueTextEquals("seq"u8), json.ValueTextEquals("id"u8), json.ValueTextEquals("clientKey"u8));
            json.Read();
            if (isSeq)
                made = made with { Seq = json.GetInt64() };
            else if (isId)
                made = made with { Id = ReadId(ref json) };
            else if (isKey)
                made = made with { SentAt = SentAtOf(json.ValueSpan) };
            else
                json.Skip();
        }

        return made;
    }

    private static long SentAtOf(ReadOnlySpan<byte> key)
    {
        var tail = key[(key.LastIndexOf((byte)'-') + 1)..];
        return tail.Length < key.Length && Utf8Parser.TryParse(tail, out long at, out var read) && read == tail.Length ? at : 0;
    }

    private static long ReadId(ref Utf8JsonReader json) =>
        Utf8Parser.TryParse(json.ValueSpan, out long id, out _) ? id : throw new JsonException("An id is a decimal string.");
}
