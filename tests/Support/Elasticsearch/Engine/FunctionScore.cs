using System.Text.Json;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Raises scores by functions: weights, and what fades with distance.</summary>
internal static class FunctionScore
{
    public static double? Of(JsonElement what, EngineDocument document, Func<JsonElement, EngineDocument, double?> score)
    {
        if (score(what.GetProperty("query"), document) is not { } own)
            return null;
        if (what.GetProperty("score_mode").GetString() != "sum" || what.GetProperty("boost_mode").GetString() != "multiply")
            throw EngineException.Illegal("only sum and multiply are known here");
        var values = what.GetProperty("functions").EnumerateArray()
            .Where(f => !f.TryGetProperty("filter", out var filter) || score(filter, document) is not null)
            .Select(f => Value(f, document)).ToList();
        // Where no function applies, the factor is one.
        return own * (values.Count == 0 ? 1 : values.Sum());
    }

    private static double Value(JsonElement function, EngineDocument document)
    {
        var weight = function.TryGetProperty("weight", out var given) ? given.GetDouble() : 1;
        if (!function.TryGetProperty("exp", out var decay))
            return weight;
        var (field, shape) = decay.EnumerateObject().Select(p => (p.Name, p.Value)).First();
        var distance = document.Numbers(field).Select(n => Math.Abs(n - shape.GetProperty("origin").GetDouble())).DefaultIfEmpty(0).Min();
        return weight * Math.Exp(Math.Log(shape.GetProperty("decay").GetDouble()) / shape.GetProperty("scale").GetDouble() * distance);
    }
}
