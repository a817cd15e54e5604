using System.Security.Claims;
using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;
using Collab.Identity.Tests.Support;
using Xunit;

namespace Collab.Identity.Tests.Sessions;

public abstract class SessionContract(World world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LiveSessions Live => world.Get<LiveSessions>();

    [Fact]
    public async Task A_session_is_known_by_its_id_and_secret_together()
    {
        var ada = await world.PersonAsync();
        var (one, other) = (await world.SignedInAsync(ada), await world.SignedInAsync(ada));
        Assert.Equal(ada.Id, (await FindAsync(one))?.User);
        Assert.Null(await Live.FindAsync(one.Id, other.Secret, Ct));
        Assert.Null(await Live.FindAsync(one.Id, "", Ct));
        Assert.Null(await Live.FindAsync(new SessionId(12345), one.Secret, Ct));
    }

    [Fact]
    public async Task Signing_out_ends_one_session_at_once_and_leaves_the_others()
    {
        var ada = await world.PersonAsync();
        var (one, other) = (await world.SignedInAsync(ada), await world.SignedInAsync(ada));
        Assert.NotNull(await FindAsync(one));
        Assert.True((await world.Get<EndSession>().ExecuteAsync(world.Actor(ada), one.Id, Ct)).IsOk);
        Assert.Null(await FindAsync(one));
        Assert.NotNull(await FindAsync(other));
        Assert.Equal([AuditActs.SignedIn, AuditActs.SignedOut], await world.AuditedAsync($"session:{one.Id}"));
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        var (ada, bob) = (await world.PersonAsync(), await world.PersonAsync());
        var session = await world.SignedInAsync(ada);
        Assert.IsType<Error.NotFound>((await world.Get<EndSession>().ExecuteAsync(world.Actor(bob), session.Id, Ct)).Error);
        Assert.NotNull(await FindAsync(session));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_but_the_one_that_stays()
    {
        var ada = await world.PersonAsync();
        IssuedSession[] sessions = [await world.SignedInAsync(ada), await world.SignedInAsync(ada), await world.SignedInAsync(ada)];
        foreach (var session in sessions)
            Assert.NotNull(await FindAsync(session));
        Assert.Equal(2, await world.Get<SignOutEverywhere>().ExecuteAsync(world.Actor(ada), sessions[0].Id, Ct));
        Assert.NotNull(await FindAsync(sessions[0]));
        Assert.Equal(1, await world.Get<SignOutEverywhere>().ExecuteAsync(world.Actor(ada), null, Ct));
        foreach (var session in sessions)
            Assert.Null(await FindAsync(session));
    }

    [Fact]
    public async Task When_the_news_is_lost_a_session_is_dead_after_five_seconds()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        Assert.NotNull(await FindAsync(session));
        world.Bus.IsCut = true;
        await world.Get<SignOutEverywhere>().ExecuteAsync(world.Actor(ada), null, Ct);
        world.Bus.IsCut = false;
        world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await FindAsync(session));
    }

    [Fact]
    public async Task A_deactivated_person_has_no_session_and_does_not_act()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        var principal = CollabPrincipal.Of(ada.Id, session.Id, "192.0.2.1");
        var actors = world.Get<IActorSource>();
        Assert.Equal(new Actor(ada.Id, OneOrganization.Id, Domain.Organizations.OrganizationRole.Member, "192.0.2.1"), await actors.FindAsync(principal, Ct));
        await world.ExecuteAsync($"UPDATE person SET is_active = 0 WHERE user_id = {ada.Id}");
        await world.Bus.PublishAsync([new SessionsEndedSignal(ada.Id, null, null)], Ct);
        Assert.Null(await FindAsync(session));
        Assert.Null(await actors.FindAsync(principal, Ct));
    }

    [Fact]
    public async Task A_changed_role_counts_after_five_seconds_at_most()
    {
        var ada = await world.PersonAsync();
        var principal = CollabPrincipal.Of(ada.Id, (await world.SignedInAsync(ada)).Id, null);
        var actors = world.Get<IActorSource>();
        Assert.False((await actors.FindAsync(principal, Ct))!.IsOrganizationAdmin);
        await world.ExecuteAsync($"UPDATE person SET role = 2 WHERE user_id = {ada.Id}");
        world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await actors.FindAsync(principal, Ct))!.IsOrganizationAdmin);
    }

    [Fact]
    public async Task An_open_page_does_not_act_any_more_once_its_session_ended()
    {
        var (ada, bob) = (await world.PersonAsync(), await world.PersonAsync());
        var session = await world.SignedInAsync(ada);
        var actors = world.Get<IActorSource>();
        Assert.NotNull(await actors.FindAsync(CollabPrincipal.Of(ada.Id, session.Id, null), Ct));
        Assert.Null(await actors.FindAsync(CollabPrincipal.Of(bob.Id, session.Id, null), Ct));
        await world.Get<EndSession>().ExecuteAsync(world.Actor(ada), session.Id, Ct);
        Assert.Null(await actors.FindAsync(CollabPrincipal.Of(ada.Id, session.Id, null), Ct));
        Assert.Null(await actors.FindAsync(new ClaimsPrincipal(), Ct));
    }

    [Fact]
    public async Task A_session_ends_when_it_was_not_used_for_two_weeks()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        world.Time.Advance(TimeSpan.FromDays(13));
        Assert.NotNull(await FindAsync(session));
        world.Time.Advance(TimeSpan.FromDays(13));
        Assert.NotNull(await FindAsync(session));
        world.Time.Advance(TimeSpan.FromDays(14));
        Assert.Null(await FindAsync(session));
        Assert.Empty(await world.Get<ListSessions>().ExecuteAsync(world.Actor(ada), Ct));
    }

    [Fact]
    public async Task A_session_ends_sixty_days_after_its_sign_in_however_much_it_is_used()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        for (var day = 0; day < 60; day += 10)
        {
            Assert.NotNull(await FindAsync(session));
            world.Time.Advance(TimeSpan.FromDays(10));
        }

        Assert.Null(await FindAsync(session));
    }

    [Fact]
    public async Task Being_seen_is_noted_once_a_minute()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        var seen = await SeenAsync(session);
        world.Time.Advance(TimeSpan.FromSeconds(50));
        await FindAsync(session);
        Assert.Equal(seen, await SeenAsync(session));
        world.Time.Advance(TimeSpan.FromSeconds(15));
        await FindAsync(session);
        var later = await SeenAsync(session);
        Assert.Equal(TimeSpan.FromSeconds(65), later - seen);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await FindAsync(session);
        Assert.Equal(later, await SeenAsync(session));
    }

    [Fact]
    public async Task The_list_shows_where_one_is_signed_in_as_plain_text()
    {
        var ada = await world.PersonAsync();
        await world.SignedInAsync(ada with { Origin = new Origin("203.0.113.5", "<script>alert(1)</script>\u202Egnp" + new string('x', 2000)) });
        var listed = Assert.Single(await world.Get<ListSessions>().ExecuteAsync(world.Actor(ada), Ct));
        Assert.Equal("203.0.113.5", listed.Address);
        Assert.StartsWith("<script>alert(1)</script>gnp", listed.UserAgent, StringComparison.Ordinal);
        Assert.Equal(255, listed.UserAgent!.Length);
    }

    private Task<Session?> FindAsync(IssuedSession session) => Live.FindAsync(session.Id, session.Secret, Ct);

    private async Task<TimeSpan> SeenAsync(IssuedSession session) =>
        TimeSpan.FromMicroseconds(double.Parse(await world.TextAsync($"SELECT seen_at FROM session WHERE session_id = {session.Id}"), System.Globalization.CultureInfo.InvariantCulture));
}

public sealed class SessionsOnSqliteTests(OnSqlite on) : SessionContract(on.World), IClassFixture<OnSqlite>;

public sealed class SessionsOnMariaDbTests(OnMariaDb on) : SessionContract(on.World), IClassFixture<OnMariaDb>;
