using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Collab.Web.Tests.Operations;

/// <summary>docker-compose.yml as compose reads it: anchors, merges and the short and long forms resolved.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> root;

    private ComposeFile(Dictionary<object, object> root) => this.root = root;

    public IReadOnlyDictionary<string, ComposeService> Services =>
        Map(root["services"]).ToDictionary(s => s.Key, s => new ComposeService(Map(s.Value)), StringComparer.Ordinal);

    public IReadOnlyCollection<string> Volumes => [.. Map(root["volumes"]).Keys];

    public static ComposeFile Parse(string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        return new(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser));
    }

    internal static Dictionary<string, object> Map(object? value) =>
        value is Dictionary<object, object> map ? map.ToDictionary(e => (string)e.Key, e => e.Value, StringComparer.Ordinal) : [];

    internal static IReadOnlyList<string> List(object? value) =>
        value is List<object> list ? [.. list.Select(item => (string)item)] : [];
}
