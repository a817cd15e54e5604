using System.Data.Common;
using Collab.Domain.Audit;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Identity.Sessions;
using Collab.Identity.Storage;
using Collab.Identity.Tests.Support;
using Collab.Identity.Tokens;
using Xunit;

namespace Collab.Identity.Tests.Sessions;

/// <summary>
/// A message to thousands makes the node ask after all of them in the same moment. One query for each would take every
/// connection there is, and whatever else needs one would fail.
/// </summary>
public abstract class CrowdContract(World world)
{
    private const int Crowd = 300;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crowd_of_people_is_asked_after_in_few_queries()
    {
        var people = await PeopleAsync(3);
        await AskAsync<UserId, PersonRow>(database => new PersonReader(database).FindAsync, people, person => person.UserId);
    }

    [Fact]
    public async Task A_crowd_of_tokens_is_asked_after_in_few_queries()
    {
        var tokens = new List<(AccessTokenId Id, string Hash)>();
        for (var i = 0; i < 3; i++)
        {
            var issued = (await world.Get<CreateAccessToken>().ExecuteAsync(world.Actor(await world.PersonAsync()), "crowd", null, Ct)).Value;
            tokens.Add((issued.Token.Id, Secret.Hash(issued.Secret)));
        }

        await AskAsync<AccessTokenId, AccessToken>(database => new TokenStore(database).FindAsync, [.. tokens.Select(t => t.Id)], token => token.Id);
        await AskAsync<string, AccessToken>(database => new TokenStore(database).FindAsync, [.. tokens.Select(t => t.Hash)], null);
    }

    [Fact]
    public async Task A_crowd_of_sessions_is_asked_after_in_few_queries()
    {
        var sessions = new List<SessionId>();
        for (var i = 0; i < 3; i++)
            sessions.Add((await world.SignedInAsync(await world.PersonAsync())).Id);
        await AskAsync<SessionId, Session>(database => new SessionStore(database).FindAsync, sessions, session => session.Id);
    }

    private async Task<IReadOnlyList<UserId>> PeopleAsync(int count)
    {
        var people = new List<UserId>();
        for (var i = 0; i < count; i++)
            people.Add((await world.PersonAsync()).Id);
        return people;
    }

    // While the first query is held, a crowd asks; each gets her own answer, and all of them together cost few queries.
    private async Task AskAsync<TKey, T>(Func<IdentityDatabase, Func<TKey, CancellationToken, Task<T?>>> open, IReadOnlyList<TKey> keys, Func<T, TKey>? keyOf)
        where T : class
    {
        var counting = new CountingDirectory(world.Directory);
        var find = open(new IdentityDatabase(counting));
        var asked = Enumerable.Range(0, Crowd).Select(i => find(keys[i % keys.Count], Ct)).ToArray();
        counting.Release();
        var found = await Task.WhenAll(asked);
        Assert.All(found, Assert.NotNull);
        if (keyOf is not null)
            Assert.Equal(Enumerable.Range(0, Crowd).Select(i => keys[i % keys.Count]), found.Select(f => keyOf(f!))); // none is null, see above
        Assert.InRange(counting.Reads, 1, 5);
    }

    private sealed class CountingDirectory(IDirectoryDatabase inner) : IDirectoryDatabase
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public DatabaseDialect Dialect => inner.Dialect;

        public void Release() => _released.SetResult();

        public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct)
        {
            Interlocked.Increment(ref _reads);
            await _released.Task;
            return await inner.ReadAsync(work, ct);
        }

        public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct) => inner.WriteAsync(work, ct);

        public Task AppendAuditAsync(DbConnection connection, DbTransaction transaction, AuditEntry entry, CancellationToken ct) =>
            inner.AppendAuditAsync(connection, transaction, entry, ct);
    }
}

public sealed class CrowdOnSqliteTests(OnSqlite on) : CrowdContract(on.World), IClassFixture<OnSqlite>;

public sealed class CrowdOnMariaDbTests(OnMariaDb on) : CrowdContract(on.World), IClassFixture<OnMariaDb>;
