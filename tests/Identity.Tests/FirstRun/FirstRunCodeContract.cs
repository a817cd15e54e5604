using Collab.Domain.Shared;
using Collab.Identity.FirstRun;
using Collab.Identity.Tests.Support;
using Xunit;

namespace Collab.Identity.Tests.FirstRun;

public abstract class FirstRunCodeContract(World world) : IAsyncLifetime
{
    private readonly OneOrganization _organizations = new() { Organization = null };

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IFirstRunStore Store => world.Get<IFirstRunStore>();

    public async ValueTask InitializeAsync() => await Store.RemoveAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_code_is_two_groups_of_four_without_lookalikes_and_is_stored_hashed()
    {
        var code = await StartedAsync();
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", code.Current!);
        Assert.StartsWith("$argon2id$", await world.TextAsync("SELECT code_hash FROM first_run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_spaces_and_dashes_do_not_matter()
    {
        var code = await StartedAsync();
        Assert.True((await code.CheckAsync(code.Current, Ct)).IsOk);
#pragma warning disable CA1308 // typed in lower case
        Assert.True((await code.CheckAsync($" {code.Current!.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()} ", Ct)).IsOk);
#pragma warning restore CA1308
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA-AAA")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_wrong_code_is_refused(string? typed) =>
        Assert.Equal("code", Assert.IsType<Error.Invalid>((await (await StartedAsync()).CheckAsync(typed, Ct)).Error).Field);

    [Fact]
    public async Task A_code_of_one_node_is_good_on_another_and_wrong_ones_are_counted_for_both()
    {
        var (first, second) = (await StartedAsync(), Node());
        for (var i = 0; i < 4; i++)
            Assert.IsType<Error.Invalid>((await (i % 2 == 0 ? first : second).CheckAsync("0000-0000", Ct)).Error);
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Error.TooMany>((await second.CheckAsync("0000-0000", Ct)).Error).RetryAfter);
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), Assert.IsType<Error.TooMany>((await first.CheckAsync(first.Current, Ct)).Error).RetryAfter);
        world.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<Error.TooMany>((await first.CheckAsync("0000-0000", Ct)).Error).RetryAfter);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await second.CheckAsync(first.Current, Ct)).IsOk);
    }

    [Fact]
    public async Task Of_many_wrong_codes_at_once_only_five_are_looked_at()
    {
        var code = await StartedAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => code.CheckAsync("0000-0000", Ct)));
        Assert.Equal("5", await world.TextAsync("SELECT failed_count FROM first_run"));
    }

    [Fact]
    public async Task A_new_code_takes_the_place_of_the_old_one()
    {
        var (first, second) = (await StartedAsync(), Node());
        var old = first.Current;
        var renewed = (await second.RenewAsync(Ct)).Value;
        Assert.NotEqual(old, renewed);
        Assert.Equal("code", Assert.IsType<Error.Invalid>((await first.CheckAsync(old, Ct)).Error).Field);
        Assert.True((await first.CheckAsync(renewed, Ct)).IsOk);
    }

    [Fact]
    public async Task Once_there_is_an_organization_there_is_no_code()
    {
        var code = Node();
        var state = new FirstRunState(_organizations, code);
        Assert.True(await state.IsNeededAsync(Ct));
        await code.PrepareAsync(Ct);
        var printed = code.Current;
        _organizations.Organization = new OneOrganization().Organization;
        Assert.False(await state.IsNeededAsync(Ct));
        Assert.Null(code.Current);
        Assert.IsType<Error.NotFound>((await code.CheckAsync(printed, Ct)).Error);
        Assert.IsType<Error.NotFound>((await code.RenewAsync(Ct)).Error);
        Assert.Null(await Store.FindAsync(Ct));
    }

    protected FirstRunCode Node() => new(Store, _organizations, world.Hasher, world.Time);

    protected async Task<FirstRunCode> StartedAsync()
    {
        var code = Node();
        await code.PrepareAsync(Ct);
        return code;
    }
}

public sealed class FirstRunCodeOnSqliteTests(OnSqlite on) : FirstRunCodeContract(on.World), IClassFixture<OnSqlite>
{
    [Fact]
    public async Task The_only_process_shows_a_new_code_at_each_start()
    {
        var before = (await StartedAsync()).Current;
        var restarted = await StartedAsync();
        Assert.NotEqual(before, restarted.Current);
        Assert.False((await restarted.CheckAsync(before, Ct)).IsOk);
        Assert.True((await restarted.CheckAsync(restarted.Current, Ct)).IsOk);
    }
}

public sealed class FirstRunCodeOnMariaDbTests(OnMariaDb on) : FirstRunCodeContract(on.World), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task Of_nodes_that_start_at_once_one_makes_the_code_and_the_others_say_when()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartedAsync()));
        var maker = Assert.Single(nodes, node => node.Current is not null);
        Assert.All(nodes.Where(node => node != maker), node => Assert.NotNull(node.MadeElsewhereAt));
        Assert.Null(maker.MadeElsewhereAt);
        foreach (var node in nodes)
            Assert.True((await node.CheckAsync(maker.Current, Ct)).IsOk);
    }

    [Fact]
    public async Task A_node_that_starts_again_leaves_the_code_as_it_is()
    {
        var maker = await StartedAsync();
        var again = await StartedAsync();
        Assert.Null(again.Current);
        Assert.True((await again.CheckAsync(maker.Current, Ct)).IsOk);
    }
}
