using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Nodes;

/// <summary>A clock that is an hour behind.</summary>
public sealed class ClockTests(MariaDbFixture servers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_clock_steps_back_ids_go_on_rising_and_the_order_stays(bool onServers)
    {
        await using TestInstallation installation = onServers ? new MariaDbInstallation(servers, StageStandings.Use) : new SqliteInstallation(StageStandings.Use);
        await installation.StartAsync(Ct);
        var here = new Stage(installation.Services);
        var ada = here.NewPerson();
        var stream = await here.ChannelAsync(ada);
        await here.PostAsync(stream, ada, "before");
        installation.Time.AdjustTime(installation.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await here.PostAsync(stream, ada, "after");
        await here.ReplyAsync(stream, 1, ada);

        var history = await here.HistoryAsync(stream);
        Assert.Equal(["before", "after"], history.Select(m => m.Text));
        Assert.True(history[0].Id < history[1].Id);
        var events = (await here.OutboxAsync(stream)).Select(o => o.EventId).ToArray();
        Assert.Equal(events.Order(), events);
        Assert.Equal(events.Length, events.Distinct().Count());
        Assert.True(here.Ids.Next<MessageId>() > history[1].Id);
    }

    [Fact]
    public async Task A_machine_whose_clock_is_far_from_the_directorys_is_refused()
    {
        await using var installation = new MariaDbInstallation(servers);
        await installation.StartAsync(Ct);
        var directory = installation.Get<StorageLayout>().Directory;
        await ClockCheck.RefuseAsync(directory, TimeProvider.System, Ct);

        var behind = await Assert.ThrowsAsync<StorageSettingsException>(() => ClockCheck.RefuseAsync(directory, Shifted(-60), Ct));
        Assert.Equal("This machine's clock is 60 minutes behind that of the directory's server. Set the clocks (NTP), then start again.", behind.Message);
        var ahead = await Assert.ThrowsAsync<StorageSettingsException>(() => ClockCheck.RefuseAsync(directory, Shifted(5), Ct));
        Assert.Contains("5 minutes ahead of", ahead.Message, StringComparison.Ordinal);
    }

    private static FakeTimeProvider Shifted(int minutes) => new(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(minutes));
}
