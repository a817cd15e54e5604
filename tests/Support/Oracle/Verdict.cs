using System.Globalization;

namespace Collab.Support.Oracle;

/// <summary>The invariants, by their letters in the list of faults.</summary>
public enum Invariant
{
    /// <summary>A: each acknowledged message exactly once, in storage and in every feed; nothing else twice.</summary>
    Acknowledged,

    /// <summary>O: numbers dense, every feed in storage's order, no two orders seen.</summary>
    Order,

    /// <summary>C: what the sidebar counts equals a recount, and acknowledged markers are stored.</summary>
    Counts,

    /// <summary>P: nothing came to whom it was not for.</summary>
    Permission,
}

/// <summary>What the checker found. Of each invariant, how much was looked at and how much was wrong, with some examples.</summary>
public sealed class Verdict
{
    private const int MaxExamples = 10;

    private readonly Dictionary<Invariant, Tally> _tallies = Enum.GetValues<Invariant>().ToDictionary(i => i, _ => new Tally());

    public bool Holds => _tallies.Values.All(t => t.Wrong == 0);

    public long Checked(Invariant invariant) => _tallies[invariant].Checked;

    public long Wrong(Invariant invariant) => _tallies[invariant].Wrong;

    public IReadOnlyList<string> Examples(Invariant invariant) => _tallies[invariant].Examples;

    /// <summary>One line for each invariant, then examples of what is wrong.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var (invariant, tally) in _tallies)
        {
            var state = tally.Wrong == 0 ? "holds" : string.Create(CultureInfo.InvariantCulture, $"BROKEN {tally.Wrong:N0} times");
            yield return string.Create(CultureInfo.InvariantCulture, $"{invariant.ToString()[0]}  {state}, {tally.Checked:N0} checked");
            foreach (var example in tally.Examples)
                yield return $"     {example}";
        }
    }

    internal void Look(Invariant invariant, long count = 1) => _tallies[invariant].Checked += count;

    internal void Blame(Invariant invariant, string what)
    {
        var tally = _tallies[invariant];
        tally.Wrong++;
        if (tally.Examples.Count < MaxExamples)
            tally.Examples.Add(what);
    }

    private sealed class Tally
    {
        public long Checked { get; set; }

        public long Wrong { get; set; }

        public List<string> Examples { get; } = [];
    }
}
