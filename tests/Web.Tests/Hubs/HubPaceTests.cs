using System.Diagnostics.Metrics;
using System.Security.Claims;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Hosting.Telemetry;
using Collab.Web.Hubs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Whoever posts waits for those who follow, when it is the node that is slow and not one of them.</summary>
public sealed class HubPaceTests : IDisposable
{
    private static void TakeAll(HubClient program)
    {
        while (program.Queue.TryRead(out _))
        {
            // It is taken.
        }
    }

    private const int Room = 40;

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HubPace _pace;
    private long _comers;

    public HubPaceTests() => _pace = new HubPace(new CollabMetrics(_services.GetRequiredService<IMeterFactory>()), _time);

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(12, 4, false)]
    [InlineData(12, 5, true)]
    [InlineData(8, 3, true)]
    [InlineData(7, 7, false)]
    public void A_third_of_enough_is_needed(int programs, int behind, bool waits)
    {
        _pace.Note([.. Programs(programs - behind, waiting: Room / 4), .. Programs(behind, waiting: (Room / 4) + 1)], 0);

        Assert.Equal(waits, !_pace.KeepUpAsync(() => false).IsCompleted);
    }

    [Fact]
    public async Task The_wait_ends_when_they_have_taken_what_waited()
    {
        var programs = Programs(10, waiting: Room);
        _pace.Note(programs, 0);
        var wait = _pace.KeepUpAsync(() => false);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.False(wait.IsCompleted);

        programs.ForEach(TakeAll);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        await wait;
    }

    [Fact]
    public async Task It_ends_for_what_is_urgent_and_after_two_seconds()
    {
        _pace.Note(Programs(10, waiting: Room), 0);
        await _pace.KeepUpAsync(() => true);

        var wait = _pace.KeepUpAsync(() => false);
        for (var waited = TimeSpan.Zero; waited < HubPace.Longest; waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.False(wait.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await wait;
    }

    [Fact]
    public void Who_is_gone_does_not_count()
    {
        var (slow, quick) = (Programs(10, waiting: Room), Programs(10, waiting: 0));
        _pace.Note([.. slow, .. quick], 0);
        Assert.False(_pace.KeepUpAsync(() => false).IsCompleted);
        slow.ForEach(program => program.Complete());

        Assert.True(_pace.KeepUpAsync(() => false).IsCompleted);
    }

    [Fact]
    public void Of_a_crowd_others_are_looked_at_each_time_and_the_last_count()
    {
        var (slow, quick) = (Programs(100, waiting: Room), Programs(1000, waiting: 0));
        _pace.Note(slow, 0);
        Assert.False(_pace.KeepUpAsync(() => false).IsCompleted);

        for (var turn = 0; turn < 4; turn++)
            _pace.Note(quick, turn);
        Assert.True(_pace.KeepUpAsync(() => false).IsCompleted);
    }

    private List<HubClient> Programs(int count, int waiting) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var actor = new Actor(new UserId(1024), new OrganizationId(1), OrganizationRole.Member);
            var program = new HubClient("c", new ClaimsPrincipal(), actor, Room, () => { }) { Comer = _comers++ };
            for (var i = 0; i < waiting; i++)
                program.Offer(new HubWork.Recheck());
            return program;
        })];
}
