using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Resets;
using Collab.Identity.Sessions;
using Collab.Identity.Tests.Support;
using Xunit;

namespace Collab.Identity.Tests.Resets;

public abstract class PasswordResetContract(World world)
{
    private const string NewPassword = "fourteen green kettles";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_sets_a_new_password_ends_all_sessions_and_opens_a_locked_account()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        for (var i = 0; i < 5; i++)
            await world.SignInAsync(ada, "wrong");
        var token = await LinkAsync(ada);

        Assert.True((await SetAsync(token, NewPassword)).IsOk);

        Assert.True((await world.SignInAsync(ada, NewPassword)).IsOk);
        Assert.False((await world.SignInAsync(ada)).IsOk);
        Assert.Null(await world.Get<ISessionStore>().FindAsync(session.Id, Ct));
        Assert.Contains(world.Bus.Published.OfType<SessionsEndedSignal>(), ended => ended.User == ada.Id && ended is { Session: null, Except: null });
        Assert.Equal(["locked", "asked", "reset"], world.Notices.To(ada.Email));
        var acts = await world.AuditedAsync($"person:{ada.Id}");
        Assert.Contains(AuditActs.PasswordResetAsked, acts);
        Assert.Contains(AuditActs.PasswordReset, acts);
    }

    [Fact]
    public async Task A_link_works_once_even_when_it_is_used_twice_at_the_same_time()
    {
        var ada = await world.PersonAsync();
        var token = await LinkAsync(ada);
        var answers = await Task.WhenAll(SetAsync(token, NewPassword), SetAsync(token, NewPassword), SetAsync(token, NewPassword));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.IsType<Error.NotFound>((await SetAsync(token, "another good passphrase")).Error);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_only_the_newest_is()
    {
        var ada = await world.PersonAsync();
        var old = await LinkAsync(ada);
        var token = await LinkAsync(ada);
        Assert.NotEqual(old, token);
        Assert.IsType<Error.NotFound>((await SetAsync(old, NewPassword)).Error);
        world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await world.Get<ResetPassword>().FindAsync(token, Ct)).IsOk);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Error.NotFound>((await SetAsync(token, NewPassword)).Error);
    }

    [Fact]
    public async Task The_secret_is_stored_hashed()
    {
        var ada = await world.PersonAsync();
        var token = await LinkAsync(ada);
        Assert.Equal(Secret.Hash(token), await world.TextAsync($"SELECT token_hash FROM password_reset WHERE user_id = {ada.Id}"));
    }

    [Fact]
    public async Task A_password_that_is_refused_leaves_the_link_good()
    {
        var ada = await world.PersonAsync();
        var token = await LinkAsync(ada);
        Assert.Equal("password", Assert.IsType<Error.Invalid>((await SetAsync(token, "short")).Error).Field);
        Assert.True((await SetAsync(token, NewPassword)).IsOk);
    }

    [Fact]
    public async Task Nothing_is_sent_to_unknown_addresses_to_deactivated_people_and_to_those_without_a_password()
    {
        var (bob, cleo) = (await world.PersonAsync(), await world.PersonAsync());
        await world.ExecuteAsync($"UPDATE person SET is_active = 0 WHERE user_id = {bob.Id}");
        await world.ExecuteAsync($"DELETE FROM credential WHERE user_id = {cleo.Id}");
        foreach (var email in new[] { "nobody-at-all@example.com", bob.Email, cleo.Email })
        {
            await SendAsync(email);
            Assert.Empty(world.Notices.To(email));
        }
    }

    [Fact]
    public async Task A_link_of_a_person_who_was_deactivated_meanwhile_is_not_good()
    {
        var ada = await world.PersonAsync();
        var token = await LinkAsync(ada);
        await world.ExecuteAsync($"UPDATE person SET is_active = 0 WHERE user_id = {ada.Id}");
        Assert.IsType<Error.NotFound>((await SetAsync(token, NewPassword)).Error);
    }

    [Fact]
    public async Task A_mailbox_gets_three_links_at_most_however_often_others_ask()
    {
        var ada = await world.PersonAsync();
        for (var i = 0; i < 10; i++)
            await SendAsync(ada.Email);
        Assert.Equal(3, world.Notices.To(ada.Email).Length);
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer_and_what_is_no_address_is_said_at_its_field()
    {
        var ada = await world.PersonAsync();
        Assert.True((await AskAsync(ada.Email, "192.0.2.77")).IsOk);
        Assert.True((await AskAsync("nobody-at-all@example.com", "192.0.2.77")).IsOk);
        // Nothing was looked up before the answer.
        Assert.Empty(world.Notices.To(ada.Email));
        Assert.Equal("email", Assert.IsType<Error.Invalid>((await AskAsync("no address", "192.0.2.77")).Error).Field);
    }

    [Fact]
    public async Task One_network_address_may_not_ask_for_everybody()
    {
        Result<Done> last = default;
        for (var i = 0; i <= 20; i++)
            last = await AskAsync($"victim{i}@example.com", "198.51.100.9");
        Assert.IsType<Error.TooMany>(last.Error);
    }

    [Fact]
    public async Task The_owner_is_told_of_a_lockout_once()
    {
        var ada = await world.PersonAsync();
        for (var i = 0; i < 8; i++)
        {
            await world.SignInAsync(ada, "wrong");
            world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(["locked"], world.Notices.To(ada.Email));
        for (var i = 0; i < 8; i++)
            await world.Get<Collab.Identity.Accounts.SignIn>().ExecuteAsync(new("nobody-locked@example.com", "wrong", ada.Origin), Ct);
        Assert.Empty(world.Notices.To("nobody-locked@example.com"));
    }

    private Task<Result<Done>> AskAsync(string email, string address) => world.Get<AskForReset>().ExecuteAsync(email, new Origin(address, null), Ct);

    private Task SendAsync(string email) => world.Get<SendResetLink>().ExecuteAsync(EmailAddress.Parse(email).Value, "192.0.2.1", Ct);

    private Task<Result<Done>> SetAsync(string token, string password) => world.Get<ResetPassword>().ExecuteAsync(new ResetPasswordRequest(token, password, "192.0.2.1"), Ct);

    private async Task<string> LinkAsync(TestPerson person)
    {
        await SendAsync(person.Email);
        return world.Notices.TokenOf(person.Email);
    }
}

public sealed class PasswordResetOnSqliteTests(OnSqlite on) : PasswordResetContract(on.World), IClassFixture<OnSqlite>;

public sealed class PasswordResetOnMariaDbTests(OnMariaDb on) : PasswordResetContract(on.World), IClassFixture<OnMariaDb>;
