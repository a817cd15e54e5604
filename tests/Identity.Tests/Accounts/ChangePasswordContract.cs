using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Identity.Tests.Support;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public abstract class ChangePasswordContract(World world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string NewPassword = "seven quiet harbours";

    [Fact]
    public async Task The_new_password_counts_and_all_other_sessions_end_at_once()
    {
        var ada = await world.PersonAsync();
        var (here, there) = (await world.SignedInAsync(ada), await world.SignedInAsync(ada));
        var live = world.Get<LiveSessions>();
        Assert.NotNull(await live.FindAsync(there.Id, there.Secret, Ct));
        Assert.True((await ChangeAsync(ada, here, World.GoodPassword, NewPassword)).IsOk);
        Assert.Null(await live.FindAsync(there.Id, there.Secret, Ct));
        Assert.NotNull(await live.FindAsync(here.Id, here.Secret, Ct));
        Assert.False((await world.SignInAsync(ada)).IsOk);
        Assert.True((await world.SignInAsync(ada, NewPassword)).IsOk);
        Assert.Contains(AuditActs.PasswordChanged, await world.AuditedAsync($"person:{ada.Id}"));
        Assert.Contains(new SessionsEndedSignal(ada.Id, null, here.Id), world.Bus.Published);
    }

    [Fact]
    public async Task Without_the_current_password_nothing_changes_and_guessing_it_is_slowed_down()
    {
        var ada = await world.PersonAsync();
        var here = await world.SignedInAsync(ada);
        for (var i = 0; i < 5; i++)
            Assert.Equal("password.wrong", (await ChangeAsync(ada, here, "wrong", NewPassword)).Error?.Code);
        Assert.IsType<Error.TooMany>((await ChangeAsync(ada, here, World.GoodPassword, NewPassword)).Error);
        Assert.Equal(["locked"], world.Notices.To(ada.Email));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await world.SignInAsync(ada)).IsOk);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData(null)]
    public async Task A_bad_new_password_is_refused_at_its_field(string? password)
    {
        var ada = await world.PersonAsync();
        var refused = await ChangeAsync(ada, await world.SignedInAsync(ada), World.GoodPassword, password);
        Assert.Equal("newPassword", Assert.IsType<Error.Invalid>(refused.Error).Field);
    }

    private Task<Result<Done>> ChangeAsync(TestPerson person, IssuedSession session, string current, string? wanted) =>
        world.Get<ChangePassword>().ExecuteAsync(new ChangePasswordRequest(world.Actor(person), session.Id, current, wanted), Ct);
}

public sealed class ChangePasswordOnSqliteTests(OnSqlite on) : ChangePasswordContract(on.World), IClassFixture<OnSqlite>;

public sealed class ChangePasswordOnMariaDbTests(OnMariaDb on) : ChangePasswordContract(on.World), IClassFixture<OnMariaDb>;
