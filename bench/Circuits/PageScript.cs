using System.Globalization;
using System.Text.Json;

namespace Collab.Bench.Circuits;

/// <summary>Answers what the server asks of the page's JavaScript, and knows where its feed can be called.</summary>
internal sealed class PageScript
{
    // JSCallResultType.JSObjectReference
    private const int ObjectReference = 1;
    private const string FeedModule = "/js/feed.js";

    private readonly Dictionary<long, string> _modules = [];
    private readonly TaskCompletionSource<long> _feed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private long _objects;

    /// <summary>The feed's object on the server.</summary>
    public Task<long> Feed => _feed.Task;

    /// <summary>The arguments of <c>EndInvokeJSFromDotNet</c>.</summary>
    public string Answer(long call, string identifier, string? arguments, int resultType, long target)
    {
        lock (_lock)
            return string.Create(CultureInfo.InvariantCulture, $"[{call},true,{Value(identifier, arguments ?? "[]", resultType, target)}]");
    }

    private string Value(string identifier, string arguments, int resultType, long target)
    {
        if (identifier == "start")
            return """{"zone":"Europe/Berlin","lastWorkspace":null,"isPhone":false,"theme":"light"}""";
        if (resultType != ObjectReference)
            return "null";
        var reference = ++_objects;
        using var parsed = JsonDocument.Parse(arguments);
        if (identifier == "import")
            _modules[reference] = parsed.RootElement[0].GetString() ?? "";
        if (identifier == "attach" && _modules.GetValueOrDefault(target) == FeedModule)
            _feed.TrySetResult(parsed.RootElement[1].GetProperty("__dotNetObject").GetInt64());
        return string.Create(CultureInfo.InvariantCulture, $"{{\"__jsObjectId\":{reference}}}");
    }
}
