using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Shared;

namespace Collab.Web.Api;

/// <summary>
/// The JSON of API and hub: strict in what it takes, so that a mistyped field is an error and not silence; ids as
/// strings, enums as camel-case names, times in UTC.
/// </summary>
internal static class ApiJson
{
    /// <summary>Problem documents leave out what is not there.</summary>
    public static readonly JsonSerializerOptions ProblemOptions = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The same options, for those who write by themselves.</summary>
    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>Sets options.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new CursorConverter());
        options.Converters.Add(new InstantConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>A cursor is opaque: one string.</summary>
    private sealed class CursorConverter : JsonConverter<Cursor>
    {
        public override Cursor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("Cursors are handed in as text.");

        public override void Write(Utf8JsonWriter writer, Cursor value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>Times are written in UTC, with a Z.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
