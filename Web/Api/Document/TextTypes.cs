using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Collab.Web.Api.Document;

/// <summary>Describes the types that have a text form of their own: ids, cursors, hours of a week. And what problems add to theirs.</summary>
internal static class TextTypes
{
    private const string IdPattern = "^[1-9][0-9]{0,18}$";

    /// <summary>Called for each schema.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
            Described(schema, type != context.JsonTypeInfo.Type, "An id.", IdPattern);
        else if (type == typeof(Cursor))
            Described(schema, true, "Opaque: hand it back to get the next page; null at the end.", null);
        else if (type == typeof(WeekHours))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (Text(type != context.JsonTypeInfo.Type), "date-time");
        else if (context.JsonTypeInfo.ElementType is { } element && IsId(element))
            schema.Items = Described(new OpenApiSchema(), false, "An id.", IdPattern);
        else if (type == typeof(ProblemDetails))
            DescribeProblem(schema);
        return Task.CompletedTask;
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static JsonSchemaType Text(bool nullable) => nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;

    private static OpenApiSchema Described(OpenApiSchema schema, bool nullable, string description, string? pattern)
    {
        schema.Type = Text(nullable);
        schema.Properties = null;
        schema.Required = null;
        schema.Description = description;
        schema.Pattern = pattern;
        return schema;
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = Text("Stable, for programs: decide on this.");
        schema.Properties["field"] = Text("The offending field of the request, when one is to blame.");
        schema.Properties["traceId"] = Text("Finds the request in the log.");
        schema.Required = new HashSet<string> { "status", "title", "detail", "code", "traceId" };
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
