namespace Collab.e2e.Fixtures;

/// <summary>
/// What a page complained of, each complaint once: a browser may tell its whole console anew, after a navigation for
/// example, and then says again, with the time of the first, what was heard and perhaps forgiven long ago.
/// </summary>
public sealed class Complaints
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Text, double Said)> known = [];
    private readonly List<string> heard = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (gate)
            {
                return [.. heard];
            }
        }
    }

    /// <param name="text">What the page said.</param>
    /// <param name="said">When, by the browser's own clock, in milliseconds; it may differ from this machine's.</param>
    public void Add(string text, double said)
    {
        lock (gate)
        {
            if (known.Add((text, said)))
            {
                heard.Add(text);
            }
        }
    }

    /// <summary>Adds what has no time and is never said again.</summary>
    public void Add(string text)
    {
        lock (gate)
        {
            heard.Add(text);
        }
    }

    /// <summary>Forgives what was heard so far and has this in it.</summary>
    public void Forgive(string part)
    {
        lock (gate)
        {
            heard.RemoveAll(text => text.Contains(part, StringComparison.OrdinalIgnoreCase));
        }
    }
}
