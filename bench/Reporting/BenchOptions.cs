using System.Globalization;

namespace Collab.Bench.Reporting;

/// <summary>What the command line asks of a bench.</summary>
/// <param name="Quick">Under 50 seconds in all.</param>
internal sealed record BenchOptions(bool Quick)
{
    /// <summary>Options with a number, e.g. <c>--people 2000</c>, without their dashes.</summary>
    public IReadOnlyDictionary<string, int> Numbers { get; init; } = new Dictionary<string, int>();

    public int Number(string name, int otherwise) => Numbers.GetValueOrDefault(name, otherwise);

    /// <summary>Reads them; null and a sentence when something is not known.</summary>
    public static (BenchOptions? Options, string? Problem) Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> numbers)
    {
        var found = new Dictionary<string, int>();
        var isQuick = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].TrimStart('-');
            if (arguments[i] is "--quick")
                isQuick = true;
            else if (arguments[i] is "--json")
                continue;
            else if (!numbers.Contains(name))
                return (null, $"bench does not know '{arguments[i]}': --quick, --json{string.Concat(numbers.Select(n => $", --{n} N"))} are its options.");
            else if (i + 1 < arguments.Count && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
                found[name] = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
            else
                return (null, $"--{name} needs a number above 0.");
        }

        return (new BenchOptions(isQuick) { Numbers = found }, null);
    }
}
