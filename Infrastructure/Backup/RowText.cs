using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collab.Infrastructure.Backup;

/// <summary>A row as a line of JSON: an array of numbers, texts and nulls, which is all that columns hold.</summary>
internal sealed class RowText : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    public RowText() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The line, without its end; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<object?> values)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        foreach (var value in values)
            WriteValue(value);
        _json.WriteEndArray();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; a <see cref="JsonException"/> when it is something else.</summary>
    public static object?[] Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("A row is an array.");
        return [.. document.RootElement.EnumerateArray().Select(ReadValue)];
    }

    public void Dispose() => _json.Dispose();

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null or DBNull: _json.WriteNullValue(); break;
            case string text: _json.WriteStringValue(text); break;
            case bool yes: _json.WriteNumberValue(yes ? 1 : 0); break;
            case long or int or short or sbyte or byte or ushort or uint: _json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            default: throw new NotSupportedException($"A value of type {value.GetType().Name} has no place in a backup.");
        }
    }

    private static object? ReadValue(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetInt64(),
            _ => throw new JsonException($"A value of a row is no {element.ValueKind}."),
        };
}
