using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Sessions;
using Collab.Identity.Tests.Support;
using Collab.Identity.Tokens;
using Xunit;

namespace Collab.Identity.Tests.Tokens;

public abstract class AccessTokenContract(World world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LiveTokens Live => world.Get<LiveTokens>();

    [Fact]
    public async Task A_token_is_shown_once_and_only_its_hash_is_stored()
    {
        var ada = await world.PersonAsync();
        var issued = await CreateAsync(ada);
        Assert.Matches("^collab_pat_[A-Za-z0-9_-]{43}$", issued.Secret);
        Assert.Equal(Secret.Hash(issued.Secret), await world.TextAsync($"SELECT secret_hash FROM access_token WHERE token_id = {issued.Token.Id}"));
        Assert.Equal(ada.Id, (await Live.FindAsync(issued.Secret, Ct))?.User);
        Assert.Null(await Live.FindAsync(issued.Secret + "x", Ct));
        Assert.Equal([AuditActs.TokenCreated], await world.AuditedAsync($"token:{issued.Token.Id}"));
    }

    [Fact]
    public async Task A_revoked_token_is_dead_at_once()
    {
        var ada = await world.PersonAsync();
        var issued = await CreateAsync(ada);
        var principal = CollabPrincipal.Of(ada.Id, issued.Token.Id, null);
        Assert.NotNull(await Live.FindAsync(issued.Secret, Ct));
        Assert.NotNull(await world.Get<IActorSource>().FindAsync(principal, Ct));
        Assert.True((await world.Get<RevokeAccessToken>().ExecuteAsync(world.Actor(ada), issued.Token.Id, Ct)).IsOk);
        Assert.Null(await Live.FindAsync(issued.Secret, Ct));
        Assert.Null(await world.Get<IActorSource>().FindAsync(principal, Ct));
        Assert.Empty(await world.Get<ListAccessTokens>().ExecuteAsync(world.Actor(ada), Ct));
        Assert.IsType<Error.NotFound>((await world.Get<RevokeAccessToken>().ExecuteAsync(world.Actor(ada), issued.Token.Id, Ct)).Error);
    }

    [Fact]
    public async Task Nobody_revokes_a_token_of_somebody_else()
    {
        var (ada, bob) = (await world.PersonAsync(), await world.PersonAsync());
        var issued = await CreateAsync(ada);
        Assert.IsType<Error.NotFound>((await world.Get<RevokeAccessToken>().ExecuteAsync(world.Actor(bob), issued.Token.Id, Ct)).Error);
        Assert.NotNull(await Live.FindAsync(issued.Secret, Ct));
        Assert.Empty(await world.Get<ListAccessTokens>().ExecuteAsync(world.Actor(bob), Ct));
    }

    [Fact]
    public async Task A_token_with_an_end_is_dead_from_then_on()
    {
        var ada = await world.PersonAsync();
        var issued = await CreateAsync(ada, days: 1);
        world.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Live.FindAsync(issued.Secret, Ct));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Live.FindAsync(issued.Secret, Ct));
    }

    [Fact]
    public async Task A_deactivated_persons_token_is_dead()
    {
        var ada = await world.PersonAsync();
        var issued = await CreateAsync(ada);
        Assert.NotNull(await Live.FindAsync(issued.Secret, Ct));
        await world.ExecuteAsync($"UPDATE person SET is_active = 0 WHERE user_id = {ada.Id}");
        await world.Bus.PublishAsync([new SessionsEndedSignal(ada.Id, null, null)], Ct);
        Assert.Null(await Live.FindAsync(issued.Secret, Ct));
    }

    [Fact]
    public async Task Use_is_noted_once_a_minute()
    {
        var ada = await world.PersonAsync();
        var issued = await CreateAsync(ada);
        await Live.FindAsync(issued.Secret, Ct);
        var first = await UsedAsync(ada);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await Live.FindAsync(issued.Secret, Ct);
        Assert.Equal(first, await UsedAsync(ada));
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await Live.FindAsync(issued.Secret, Ct);
        Assert.Equal(first + TimeSpan.FromMinutes(1), await UsedAsync(ada));
    }

    [Theory]
    [InlineData("", null, "name")]
    [InlineData("\u202E\u200B", null, "name")]
    [InlineData("deploy", 0, "days")]
    [InlineData("deploy", 4000, "days")]
    public async Task A_wrong_field_is_named(string name, int? days, string field)
    {
        var ada = await world.PersonAsync();
        var refused = await world.Get<CreateAccessToken>().ExecuteAsync(world.Actor(ada), name, days, Ct);
        Assert.Equal(field, Assert.IsType<Error.Invalid>(refused.Error).Field);
    }

    [Fact]
    public async Task There_is_a_limit_to_the_number_of_tokens()
    {
        var ada = await world.PersonAsync();
        for (var i = 0; i < CreateAccessToken.MaxTokens; i++)
            await CreateAsync(ada);
        var refused = await world.Get<CreateAccessToken>().ExecuteAsync(world.Actor(ada), "one more", null, Ct);
        Assert.Equal("token.too_many", Assert.IsType<Error.Conflict>(refused.Error).Code);
    }

    private async Task<IssuedAccessToken> CreateAsync(TestPerson person, int? days = null) =>
        (await world.Get<CreateAccessToken>().ExecuteAsync(world.Actor(person), "deploy <b>script</b>", days, Ct)).Value;

    private async Task<DateTimeOffset?> UsedAsync(TestPerson person) =>
        Assert.Single(await world.Get<ListAccessTokens>().ExecuteAsync(world.Actor(person), Ct)).UsedAt;
}

public sealed class AccessTokensOnSqliteTests(OnSqlite on) : AccessTokenContract(on.World), IClassFixture<OnSqlite>;

public sealed class AccessTokensOnMariaDbTests(OnMariaDb on) : AccessTokenContract(on.World), IClassFixture<OnMariaDb>;
