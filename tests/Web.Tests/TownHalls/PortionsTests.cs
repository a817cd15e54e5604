using Collab.Domain.Shared.Ids;
using Collab.Web.TownHalls;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.TownHalls;

/// <summary>A crowd gets what can wait a portion at a time, in order, and everybody gets it.</summary>
public sealed class PortionsTests : IDisposable
{
    private static readonly StreamId Hall = new(5000);
    private static readonly StreamId Other = new(6000);

    private readonly FakeTimeProvider _time = new();
    private readonly Portions<int> _portions;
    private readonly List<string> _handed = [];

    public PortionsTests() => _portions = new Portions<int>(_time);

    public void Dispose() => _portions.Dispose();

    [Fact]
    public void Few_get_it_at_once_and_many_within_half_a_second()
    {
        Begin(Other, 500, "few");
        Assert.Equal(500, _handed.Count);

        Begin(Hall, 20_000, "many");
        Assert.Equal(500 + 800, _handed.Count);
        for (var i = 0; i < 25; i++)
            _time.Advance(Portions<int>.Beat);

        Assert.Equal(500 + 20_000, _handed.Count);
        Assert.Equal(20_000, _handed.Where(h => h.StartsWith("many", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public void What_follows_comes_after_it_for_everybody()
    {
        Begin(Hall, 3000, "first");
        _time.Advance(Portions<int>.Beat);
        Assert.Equal(1000, _handed.Count);
        Begin(Hall, 3000, "second");
        _portions.Finish(Hall);
        _portions.Finish(Other);

        Assert.Equal(6000, _handed.Count);
        Assert.All(_handed.Take(3000), h => Assert.StartsWith("first", h, StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(6000, _handed.Count);
    }

    private void Begin(StreamId stream, int receivers, string what) => _portions.Begin(stream, [.. Enumerable.Range(0, receivers)], r => _handed.Add($"{what} {r}"));
}
