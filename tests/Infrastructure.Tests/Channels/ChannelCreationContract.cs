using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Channels;

/// <summary>A channel is made while the shards are away.</summary>
public abstract class ChannelCreationContract(TestInstallation installation)
{
    private CreateChannel Create => ActivatorUtilities.CreateInstance<CreateChannel>(
        installation.Services, ActivatorUtilities.CreateInstance<AuditTrail>(installation.Services), new NoLimits());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_name_is_kept_for_its_maker_who_makes_the_channel_by_asking_again()
    {
        var org = await installation.OrganizationAsync();
        var (ada, bo) = (await ActorAsync(org, "Ada Lovelace"), await ActorAsync(org, "Bo Diddley"));
        Away(true);
        var refused = await MakeAsync(org, ada, "First thoughts");
        var taken = await MakeAsync(org, bo);
        Away(false);

        Assert.Equal("storage.away", Assert.IsType<Error.Unavailable>(refused.Error).Code);
        Assert.Equal("channel.name_taken", Assert.IsType<Error.Conflict>(taken.Error).Code);
        Assert.Equal("channel.name_taken", (await MakeAsync(org, bo)).Error?.Code);

        var made = (await MakeAsync(org, ada, "Second thoughts")).Value;
        Assert.Equal(("in-an-outage", "Second thoughts", PostingPolicy.Managers), (made.Name, made.Topic, made.Posting));
        var found = await installation.Get<IStreamStore>().FindAsync(made.Id, ada.User, Ct);
        Assert.Equal(("Second thoughts", SeatRole.Manager), (found?.Head.Topic, found?.Seat?.Role));
        Assert.Equal(1, await installation.CountAsync("channel", "name = 'in-an-outage'"));
        Assert.Equal(1, await installation.CountAsync("audit_entry", $"act = '{AuditActs.ChannelCreated}' AND target = 'channel:{made.Id}'"));
        Assert.Equal("channel.name_taken", (await MakeAsync(org, ada)).Error?.Code);
    }

    private Task<Result<StreamView>> MakeAsync(TestOrganization org, Actor maker, string topic = "") =>
        Create.ExecuteAsync(new CreateChannelRequest(maker, org.Workspace, "In an outage", Topic: topic, Posting: PostingPolicy.Managers), Ct);

    private void Away(bool isAway)
    {
        foreach (var shard in installation.Get<ShardRouter>().All)
            Assert.True(isAway ? shard.Database.Reach.Lose() : shard.Database.Reach.Regain());
    }

    private static async Task<Actor> ActorAsync(TestOrganization org, string name) => new((await org.AddPersonAsync(name)).Id, org.Id, OrganizationRole.Member);

    private sealed class NoLimits : IRateLimits
    {
        public Result<Done> Take(UserId user, RateKind kind) => Done.Value;
    }
}

public sealed class ChannelCreationOnSqliteTests(OnSqlite on) : ChannelCreationContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ChannelCreationOnMariaDbTests(OnMariaDb on) : ChannelCreationContract(on.Installation), IClassFixture<OnMariaDb>;
