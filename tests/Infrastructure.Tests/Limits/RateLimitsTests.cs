using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Limits;
using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Limits;

public sealed class RateLimitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateLimitOptions _options = new() { Post = new RateLimit { Burst = 3, PerSecond = 0.5 } };

    private static readonly UserId Ada = new(1);

    [Fact]
    public void A_burst_is_let_through_and_the_next_one_is_told_when_to_come_again()
    {
        var limits = New();
        for (var i = 0; i < 3; i++)
            Assert.True(limits.Take(Ada, RateKind.Post).IsOk);
        var refused = Assert.IsType<Error.TooMany>(limits.Take(Ada, RateKind.Post).Error);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.RetryAfter);
        _time.Advance(refused.RetryAfter);
        Assert.True(limits.Take(Ada, RateKind.Post).IsOk);
        Assert.False(limits.Take(Ada, RateKind.Post).IsOk);
    }

    [Fact]
    public void People_and_kinds_are_counted_apart()
    {
        var limits = New();
        for (var i = 0; i < 4; i++)
            limits.Take(Ada, RateKind.Post);
        Assert.True(limits.Take(Ada, RateKind.Change).IsOk);
        Assert.True(limits.Take(new UserId(2), RateKind.Post).IsOk);
        Assert.False(limits.Take(Ada, RateKind.Post).IsOk);
    }

    [Fact]
    public void Whoever_has_been_quiet_is_forgotten_and_whoever_has_not_is_not()
    {
        var limits = New();
        for (var user = 1; user <= 10_000; user++)
            limits.Take(new UserId(user), RateKind.Read);
        Assert.Equal(10_000, limits.Count);
        _time.Advance(TimeSpan.FromSeconds(59));
        for (var i = 0; i < 4; i++)
            limits.Take(Ada, RateKind.Post);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(limits.Take(Ada, RateKind.Post).IsOk);
        Assert.Equal(1, limits.Count);
    }

    [Fact]
    public void No_more_than_burst_and_flow_is_ever_let_through() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 5]).Array[1, 60].Sample(steps =>
        {
            var (time, elapsed, taken) = (new FakeTimeProvider(), TimeSpan.Zero, 0);
            var limits = new RateLimits(Options.Create(_options), time);
            foreach (var (pause, tries) in steps)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                elapsed += TimeSpan.FromMilliseconds(pause);
                taken += Enumerable.Range(0, tries).Count(_ => limits.Take(Ada, RateKind.Post).IsOk);
                if (taken > 3 + (elapsed.TotalSeconds * 0.5) + 1e-6)
                    return false;
            }

            return true;
        });

    [Fact]
    public void Many_threads_take_no_more_than_one()
    {
        var limits = New();
        var taken = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (limits.Take(Ada, RateKind.Post).IsOk)
                Interlocked.Increment(ref taken);
        });
        Assert.Equal(3, taken);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void A_limit_that_lets_nothing_through_is_a_wrong_setting(int burst, double perSecond)
    {
        Assert.True(_options.IsUsable);
        _options.Create = new RateLimit { Burst = burst, PerSecond = perSecond };
        Assert.False(_options.IsUsable);
    }

    private RateLimits New() => new(Options.Create(_options), _time);
}
