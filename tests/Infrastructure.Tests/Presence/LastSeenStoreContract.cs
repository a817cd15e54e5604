using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

public abstract class LastSeenStoreContract(TestInstallation installation)
{
    private static readonly DateTimeOffset At = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static long _next = 1_000_000;

    private ILastSeenStore Store => installation.Get<ILastSeenStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_time_stands_whoever_notes_it_last()
    {
        var (ada, bo) = (NewPerson(), NewPerson());
        Assert.Null(await Store.FindAsync(ada, Ct));

        await SaveAsync((ada, At), (bo, At));
        await SaveAsync((ada, At.AddMinutes(1)), (bo, At.AddMinutes(-1)));

        Assert.Equal(At.AddMinutes(1), await Store.FindAsync(ada, Ct));
        Assert.Equal(At, await Store.FindAsync(bo, Ct));
    }

    [Fact]
    public async Task A_crowd_that_two_nodes_note_at_once_is_noted()
    {
        await installation.OrganizationAsync();
        var people = Enumerable.Range(0, 1_200).Select(_ => NewPerson()).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => SaveAsync([.. people.Reverse().Select(p => (p, At.AddMinutes(i)))]), Ct)));

        Assert.Equal(At.AddMinutes(3), await Store.FindAsync(people[0], Ct));
        Assert.Equal(At.AddMinutes(3), await Store.FindAsync(people[^1], Ct));
    }

    private static UserId NewPerson() => new(Interlocked.Increment(ref _next));

    private Task SaveAsync(params (UserId User, DateTimeOffset At)[] seen) => Store.SaveAsync(seen.ToDictionary(s => s.User, s => s.At), Ct);
}

public sealed class LastSeenStoreOnSqliteTests(OnSqlite on) : LastSeenStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class LastSeenStoreOnMariaDbTests(OnMariaDb on) : LastSeenStoreContract(on.Installation), IClassFixture<OnMariaDb>;
