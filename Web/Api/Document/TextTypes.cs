using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Collab.Web.Api.Document;

/// <summary>Describes the types that have a text form of their own: ids and cursors. And what problems add to theirs.</summary>
internal static class TextTypes
{
    /// <summary>Called for each schema.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
            DescribeText(schema, type != context.JsonTypeInfo.Type, "An id.", "^[1-9][0-9]{0,18}$");
        else if (type == typeof(Cursor))
            DescribeText(schema, true, "Opaque: hand it back to get the next page; null at the end.", null);
        else if (type == typeof(DateTimeOffset))
            schema.Format = "date-time";
        else if (type == typeof(ProblemDetails))
            DescribeProblem(schema);
        return Task.CompletedTask;
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static void DescribeText(OpenApiSchema schema, bool nullable, string description, string? pattern)
    {
        schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Properties = null;
        schema.Required = null;
        schema.Description = description;
        schema.Pattern = pattern;
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
