using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Web.Hubs;

/// <summary>Copies the JSON of a frame; it is our own, so it is not checked again.</summary>
internal sealed class EventFrameConverter : JsonConverter<EventFrame>
{
    /// <inheritdoc />
    public override EventFrame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("Events are only sent.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EventFrame value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
