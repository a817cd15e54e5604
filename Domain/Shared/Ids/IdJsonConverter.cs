using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>Writes ids as JSON strings and reads them back; also as property names in dictionaries.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IdText.TryParse<TId>(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var id)
            ? id
            : throw new JsonException("Not an id: expected a string with a positive decimal number.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(IdText.Format(value.Value));

    /// <inheritdoc />
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(IdText.Format(value.Value));
}
