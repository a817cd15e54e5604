using Collab.Domain.Shared.Events;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

/// <summary>Posts wait for those who follow on this node.</summary>
public abstract class PostPaceContract(TestInstallation installation, HeldPace pace) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await installation.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        pace.Release();
        await installation.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_posts_waits_until_they_keep_up_or_a_host_speaks()
    {
        var here = new Stage(installation.Services);
        var (host, guest) = (here.NewPerson(), here.NewPerson());
        var stream = await here.ChannelAsync(host, guest);
        var (hosts, crowd) = ((await here.SeatAsync(stream, host)).Among(TownHallRules.DefaultViewers), await here.SeatAsync(stream, guest));
        await here.PostAsync(stream, guest);
        await Eventually.TrueAsync(() => pace.IsHeld, "the lane waits for those who follow");

        var next = here.Messages.PostAsync(crowd, here.Message(), Ct);
        var urgent = here.Messages.PostAsync(hosts, here.Message(), Ct);
        Assert.True((await urgent).Value.Seq < (await next).Value.Seq, "what was posted meanwhile has waited");

        await Eventually.TrueAsync(() => pace.IsHeld, "the lane waits again");
        var last = here.Messages.PostAsync(crowd, here.Message(), Ct);
        pace.Release();
        Assert.True((await last).IsOk);
    }
}

/// <summary>Followers who do not keep up until they are told to.</summary>
public sealed class HeldPace : IFollowerPace
{
    private volatile bool _isFree;
    private volatile bool _isHeld;

    public bool IsHeld => _isHeld;

    public void Release() => _isFree = true;

    public async Task KeepUpAsync(Func<bool> isUrgent)
    {
        _isHeld = true;
        await Eventually.TrueAsync(() => _isFree || isUrgent(), "posts go on");
        _isHeld = false;
    }
}

public sealed class PostPaceOnSqliteTests : PostPaceContract
{
    public PostPaceOnSqliteTests()
        : this(new HeldPace())
    {
    }

    private PostPaceOnSqliteTests(HeldPace pace)
        : base(new SqliteInstallation(services => Use(services, pace)), pace)
    {
    }

    internal static void Use(IServiceCollection services, HeldPace pace)
    {
        StageStandings.Use(services);
        services.AddSingleton<IFollowerPace>(pace);
    }
}

public sealed class PostPaceOnMariaDbTests : PostPaceContract
{
    public PostPaceOnMariaDbTests(MariaDbFixture server)
        : this(server, new HeldPace())
    {
    }

    private PostPaceOnMariaDbTests(MariaDbFixture server, HeldPace pace)
        : base(new MariaDbInstallation(server, services => PostPaceOnSqliteTests.Use(services, pace)), pace)
    {
    }
}
