using System.Net;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Support.Storage;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hubs;
using Collab.Web.Tests.Recall;
using Collab.Web.Tests.Search;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Expiry;

/// <summary>
/// The law of messages that disappear: from their instant on nothing shows them, whether or not anybody has come by to empty them, and
/// then nothing is left of them. Routes, tables and files are found by asking the program what there is.
/// </summary>
public sealed class ExpiryLawTests(ExpiryWorld world) : IClassFixture<ExpiryWorld>
{
    private const string Marker = "numbatmarker";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_a_message_said_whose_time_has_come_can_be_reached_by_anybody_anywhere()
    {
        foreach (var (stream, by) in new[] { (world.Secret, world.Ada), (world.Chat, world.Ben), (world.Open, world.Ada) })
            Assert.Equal(3600, (int)(await world.JsonAsync(by, HttpMethod.Put, $"/streams/{stream}/lifetime", new { lifetimeSeconds = 3600 }))["lifetimeSeconds"]!);
        await using var listening = await HubProgram.ConnectAsync(world, world.Ben);
        await listening.SubscribeAsync(world.Secret);
        var sweep = new RouteSweep(world, Marker);
        var planted = await sweep.PlantAsync();
        Assert.All(planted.Messages, m => Assert.NotNull(m.ExpiresAt));
        // The sweep must be able to find: before the time it does, where people look.
        var before = await sweep.FindAsync(planted);
        foreach (var route in new[] { "listMessages", "getMessage", "listEdits", "listPins", "listSaved", "listFiles", "getFile", "openFile", "searchMessages", "searchForAudit", "listEvents", "listThreads" })
            Assert.True(before.Any(b => b.StartsWith(route + " ", StringComparison.Ordinal)), $"{route} shows the message before its time");
        var told = listening.Events.Count;

        // Nobody empties anything yet: whoever reads must know by herself.
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await sweep.FindAsync(planted));
        Assert.NotEmpty(await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct));
        await NobodyHearsOfItAsync(planted);

        world.Gate.Open();
        await Eventually.TrueAsync(async () => (await MarkerSearch.FindEverywhereAsync(world.Services, Marker, Ct)).Count == 0, "nothing is left in any table");
        await world.IndexedAsync([.. planted.Messages.Select(m => m.Stream).Distinct()]);
        Assert.Empty(await sweep.FindAsync(planted));
        Assert.Equal(0, (int)(await world.JsonAsync(world.Ben, HttpMethod.Get, $"/search/messages?q={Marker}"))["total"]!);
        await Eventually.TrueAsync(() => sweep.FilesWithMarker().Count == 0, "nor in any file");
        await Eventually.TrueAsync(() => listening.Events.Any(e => (string?)e["type"] == "message.expired"), "the program is told");
        Assert.DoesNotContain(listening.Events.Skip(told), e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
        await NobodyHearsOfItAsync(planted);
    }

    private async Task NobodyHearsOfItAsync(RouteSweep.Planted planted)
    {
        await using var late = await HubProgram.ConnectAsync(world, world.Ben);
        foreach (var stream in planted.Messages.Select(m => m.Stream).Distinct())
            Assert.DoesNotContain(Marker, (await late.SubscribeAsync(stream, 0)).ToJsonString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => late.Events.Count(e => (string?)e["type"] == "message.posted") >= planted.Messages.Count, "what was missed comes");
        Assert.DoesNotContain(late.Events, e => e.ToJsonString().Contains(Marker, StringComparison.Ordinal));
    }
}

/// <summary>A program whose clock can be put forward, and where nothing is emptied until the test says so.</summary>
public sealed class ExpiryWorld : RecallWorld
{
    public PutForward Clock { get; } = new();

    internal Gate Gate { get; } = new();

    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        var adapter = services.Last(s => s.ServiceType == typeof(IExpiryStore)).ImplementationFactory!; // adapters share their instance
        services.AddSingleton<IExpiryStore>(provider => new Gated((IExpiryStore)adapter(provider), Gate));
    }

    private sealed class Gated(IExpiryStore inner, Gate gate) : IExpiryStore
    {
        public async Task<IReadOnlyList<(StreamId Stream, long Seq)>> ListDueAsync(int limit, CancellationToken ct) => gate.IsOpen ? await inner.ListDueAsync(limit, ct) : [];

        public Task<Result<ExpiredMessages>> ExpireAsync(StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct) => inner.ExpireAsync(stream, seqs, ct);
    }
}

/// <summary>The system's clock, with a lead that grows.</summary>
public sealed class PutForward : TimeProvider
{
    private long _lead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _lead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _lead, by.Ticks);
}

internal sealed class Gate
{
    private volatile bool _isOpen;

    public bool IsOpen => _isOpen;

    public void Open() => _isOpen = true;
}
