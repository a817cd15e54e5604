using System.Globalization;

namespace Collab.Infrastructure.Demo;

/// <summary>All chance in the demo content comes from one seed.</summary>
internal sealed class DemoDice(int seed)
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    private static readonly string[] Files = ["import.cs", "queue.yaml", "Retry.cs", "schema.sql", "routes.ts", "limits.json", "Worker.cs"];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Small numbers are likely, large ones are rare: some people and channels are much busier than most.</summary>
    public int Skewed(int below) => (int)(Math.Pow(_random.NextDouble(), 2.2) * below);

    public T[] Sample<T>(IReadOnlyList<T> items, int count)
    {
        var pool = items.ToArray();
        count = Math.Min(count, pool.Length);
        for (var i = 0; i < count; i++)
        {
            var j = i + _random.Next(pool.Length - i);
            (pool[i], pool[j]) = (pool[j], pool[i]);
        }

        return pool[..count];
    }

    public string Fill(string template) =>
        !template.Contains('{', StringComparison.Ordinal) ? template : template
            .Replace("{product}", Pick(DemoTexts.Products), StringComparison.Ordinal)
            .Replace("{city}", Pick(DemoTexts.Cities), StringComparison.Ordinal)
            .Replace("{day}", Pick(Days), StringComparison.Ordinal)
            .Replace("{file}", Pick(Files), StringComparison.Ordinal)
            .Replace("{v}", string.Create(CultureInfo.InvariantCulture, $"{1 + Next(4)}.{Next(12)}.{Next(9)}"), StringComparison.Ordinal)
            .Replace("{n}", (200 + Next(9000)).ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{m}", (3 + Next(40)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
