using System.Globalization;
using Collab.Support.Faults;

namespace Collab.Bench.Faults;

/// <summary><c>./dev faults [NAME…] [--short] [--seed N]</c>, or <c>--list</c>. Exit code 0 only when every invariant holds.</summary>
internal static class FaultsCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments is ["--list"])
        {
            foreach (var fault in FaultSuite.All)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fault.Number,2}  {fault.Name,-20}  {fault.Summary}{(fault.Obstacle is { } obstacle ? $" (not here: {obstacle})" : "")}"));
            return 0;
        }

        var (names, isShort, seed) = (new List<string>(), false, Random.Shared.Next(1, 100_000));
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--short")
                isShort = true;
            else if (arguments[i] == "--seed" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seed))
                i++;
            else
                names.Add(arguments[i]);
        }

        if (names.FirstOrDefault(n => !FaultSuite.All.Any(f => Fits(f, n))) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no fault '{unknown}'. Known: {string.Join(", ", FaultSuite.All.Select(f => f.Name))}");
            return 2;
        }

        var chosen = FaultSuite.All.Where(f => names.Count == 0 ? !isShort || f.IsInShortForm : names.Exists(n => Fits(f, n))).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Length} faults, {FaultScene.Writers} writers and {FaultScene.Followers} followers each, seed {seed}"));
        var reports = await FaultSuite.RunAsync(chosen, isShort, seed, Console.WriteLine, ct);
        var broken = reports.Count(r => !r.Holds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reports.Count - broken} held, {broken} broken, {chosen.Length - reports.Count} not run"));
        return broken == 0 ? 0 : 1;
    }

    private static bool Fits(Fault fault, string name) => name == fault.Name || name == fault.Number.ToString(CultureInfo.InvariantCulture);
}
