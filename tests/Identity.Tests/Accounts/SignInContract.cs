using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Identity.Tests.Support;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public abstract class SignInContract(World world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_begins_a_session_and_is_audited()
    {
        var ada = await world.PersonAsync();
        var session = await world.SignedInAsync(ada);
        Assert.Equal(ada.Id, session.User);
        Assert.Equal([AuditActs.SignedIn], await world.AuditedAsync($"session:{session.Id}"));
        Assert.Equal(Secret.Hash(session.Secret), await world.TextAsync($"SELECT secret_hash FROM session WHERE session_id = {session.Id}"));
    }

    [Fact]
    public async Task The_address_is_taken_in_any_case()
    {
        var ada = await world.PersonAsync();
        Assert.True((await world.SignInAsync(ada with { Email = $"  {ada.Email.ToUpperInvariant()} " })).IsOk);
    }

    [Fact]
    public async Task Every_sign_in_has_a_new_id_and_a_new_secret()
    {
        var ada = await world.PersonAsync();
        var (first, second) = (await world.SignedInAsync(ada), await world.SignedInAsync(ada));
        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.Secret, second.Secret);
    }

    [Fact]
    public async Task Unknown_address_wrong_password_deactivated_and_locked_account_get_the_same_answer()
    {
        var (ada, bob, cleo) = (await world.PersonAsync(), await world.PersonAsync(), await world.PersonAsync());
        await world.ExecuteAsync($"UPDATE person SET is_active = 0 WHERE user_id = {bob.Id}");
        await MissAsync(cleo, 5);
        Error?[] answers =
        [
            (await world.SignInAsync(ada with { Email = "nobody@example.com" })).Error,
            (await world.SignInAsync(ada, "wrong")).Error,
            (await world.SignInAsync(ada, new string('x', 100_000))).Error,
            (await world.SignInAsync(bob)).Error,
            (await world.SignInAsync(cleo)).Error,
        ];
        Assert.All(answers, answer => Assert.Same(SignIn.Refused, answer));
    }

    [Fact]
    public async Task After_five_misses_no_password_is_taken_for_a_minute_and_then_it_is_again()
    {
        var ada = await world.PersonAsync();
        await MissAsync(ada, 5);
        Assert.False((await world.SignInAsync(ada)).IsOk);
        world.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False((await world.SignInAsync(ada)).IsOk);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await world.SignInAsync(ada)).IsOk);
        Assert.Equal("0", await world.TextAsync($"SELECT failed_count FROM credential WHERE user_id = {ada.Id}"));
        var acts = await world.AuditedAsync($"person:{ada.Id}");
        Assert.Equal(7, acts.Count(a => a == AuditActs.SignInFailed));
        Assert.Single(acts, AuditActs.AccountLocked);
    }

    [Fact]
    public async Task Each_further_miss_doubles_the_wait_up_to_a_quarter_of_an_hour()
    {
        var ada = await world.PersonAsync();
        await MissAsync(ada, 5);
        foreach (var minutes in (int[])[1, 2, 4, 8, 15, 15])
        {
            world.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.False((await world.SignInAsync(ada)).IsOk);
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await MissAsync(ada, 1);
        }

        world.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.True((await world.SignInAsync(ada)).IsOk);
    }

    [Fact]
    public async Task Of_many_guesses_at_once_only_five_are_looked_at()
    {
        var ada = await world.PersonAsync();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.SignInAsync(ada, "a wrong guess")));
        Assert.All(guesses, guess => Assert.Same(SignIn.Refused, guess.Error));
        Assert.Equal("5", await world.TextAsync($"SELECT failed_count FROM credential WHERE user_id = {ada.Id}"));
    }

    [Fact]
    public async Task A_hash_of_weaker_parameters_is_renewed_at_sign_in()
    {
        using var weak = new Argon2PasswordHasher(new Argon2Cost(64, 1, 1), 1);
        var ada = await world.PersonAsync(hash: (await weak.HashAsync(World.GoodPassword, Ct)).Value);
        Assert.True((await world.SignInAsync(ada)).IsOk);
        var stored = await world.TextAsync($"SELECT password_hash FROM credential WHERE user_id = {ada.Id}");
        Assert.StartsWith("$argon2id$v=19$m=256,t=1,p=1$", stored, StringComparison.Ordinal);
        Assert.True((await world.SignInAsync(ada)).IsOk);
    }

    [Fact]
    public async Task One_address_that_misses_all_the_time_has_to_wait_whoever_it_tries()
    {
        var ada = await world.PersonAsync();
        var attacker = new Origin("198.51.100.66", null);
        Result<IssuedSession> last = default;
        for (var i = 0; i <= 50; i++)
            last = await world.Get<SignIn>().ExecuteAsync(new SignInRequest($"victim{i}@example.com", "Summer2026!", attacker), Ct);
        Assert.IsType<Error.TooMany>(last.Error);
        Assert.True((await world.SignInAsync(ada)).IsOk);
    }

    [Theory]
    [InlineData("", "x", "email")]
    [InlineData("not an address", "x", "email")]
    [InlineData("ada@example.com", "", "password")]
    public async Task What_is_missing_is_said_at_its_field(string email, string password, string field)
    {
        var answer = await world.Get<SignIn>().ExecuteAsync(new SignInRequest(email, password, new Origin("192.0.2.200", null)), Ct);
        Assert.Equal(field, Assert.IsType<Error.Invalid>(answer.Error).Field);
    }

    private async Task MissAsync(TestPerson person, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.Same(SignIn.Refused, (await world.SignInAsync(person, "wrong")).Error);
    }
}

public sealed class SignInOnSqliteTests(OnSqlite on) : SignInContract(on.World), IClassFixture<OnSqlite>;

public sealed class SignInOnMariaDbTests(OnMariaDb on) : SignInContract(on.World), IClassFixture<OnMariaDb>;
