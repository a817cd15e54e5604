using Collab.Domain.People;
using Collab.Identity.Accounts;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public sealed class Argon2PasswordHasherTests : IDisposable
{
    private static readonly Argon2Cost Cheap = new(256, 1, 1);
    private readonly Argon2PasswordHasher _hasher = new(Cheap, 2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hash_names_its_algorithm_and_parameters()
    {
        using var hasher = new Argon2PasswordHasher(Argon2Cost.Default);
        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", await HashAsync(hasher, "thirteen violet umbrellas"));
    }

    [Fact]
    public async Task The_right_password_fits_and_a_wrong_one_does_not()
    {
        var hash = await HashAsync(_hasher, "thirteen violet umbrellas");
        Assert.Equal(PasswordMatch.Right, await VerifyAsync(_hasher, hash, "thirteen violet umbrellas"));
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(_hasher, hash, "Thirteen violet umbrellas"));
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(_hasher, hash, ""));
    }

    [Fact]
    public async Task The_reference_vector_of_another_implementation_fits()
    {
        // From the test suite of the reference implementation: argon2id, version 19.
        const string Reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        Assert.Equal(PasswordMatch.Right, await VerifyAsync(_hasher, Reference, "password"));
    }

    [Fact]
    public async Task The_same_password_never_gives_the_same_hash() => Assert.NotEqual(await HashAsync(_hasher, "same"), await HashAsync(_hasher, "same"));

    [Fact]
    public async Task A_hash_of_weaker_parameters_is_outdated_and_one_of_stronger_is_not()
    {
        using var stronger = new Argon2PasswordHasher(new Argon2Cost(512, 2, 1), 2);
        Assert.Equal(PasswordMatch.RightButOutdated, await VerifyAsync(stronger, await HashAsync(_hasher, "a"), "a"));
        Assert.Equal(PasswordMatch.Right, await VerifyAsync(_hasher, await HashAsync(stronger, "a"), "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n")]
    public async Task A_broken_hash_fits_nothing(string hash) => Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(_hasher, hash, "password"));

    [Theory]
    [InlineData(null)]
    [InlineData("broken")]
    public async Task Without_a_hash_the_same_work_is_done_and_nothing_is_right(string? none)
    {
        var (known, _) = _hasher.Expect(await HashAsync(_hasher, "thirteen violet umbrellas"), "wrong");
        var (made, isKnown) = _hasher.Expect(none, "wrong");
        Assert.Equal((known.Cost, known.Salt.Length, known.Value.Length), (made.Cost, made.Salt.Length, made.Value.Length));
        Assert.False(isKnown);
        Assert.Equal(PasswordMatch.Wrong, await VerifyAsync(_hasher, none, "wrong"));
    }

    [Fact]
    public async Task Whoever_waits_for_a_turn_holds_no_thread_and_the_one_too_many_is_refused_at_once()
    {
        // Without a slot nobody's turn ever comes: a call that held its thread would not return.
        using var full = new Argon2PasswordHasher(Cheap, slots: 0);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task[] waiting =
        [
            .. Enumerable.Range(0, Argon2PasswordHasher.MaxWaiting / 2).Select(_ => full.HashAsync("flood", leave.Token)),
            .. Enumerable.Range(0, Argon2PasswordHasher.MaxWaiting / 2).Select(_ => full.VerifyAsync(null, "flood", leave.Token)),
        ];
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        Assert.Same(Argon2PasswordHasher.Busy, (await full.HashAsync("one too many", Ct)).Error);
        Assert.Same(Argon2PasswordHasher.Busy, (await full.VerifyAsync(null, "one too many", Ct)).Error);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        Assert.False(full.HashAsync("there is room again", Ct).IsCompleted);
    }

    [Fact]
    public async Task Everybody_who_waits_gets_a_turn()
    {
        using var one = new Argon2PasswordHasher(Cheap, slots: 1);
        var hashes = await Task.WhenAll(Enumerable.Range(0, Argon2PasswordHasher.MaxWaiting).Select(i => one.HashAsync($"password {i}", Ct)));
        Assert.All(hashes, hash => Assert.True(hash.IsOk));
    }

    public void Dispose() => _hasher.Dispose();

    private static async Task<string> HashAsync(Argon2PasswordHasher hasher, string password) => (await hasher.HashAsync(password, Ct)).Value;

    private static async Task<PasswordMatch> VerifyAsync(Argon2PasswordHasher hasher, string? hash, string password) =>
        (await hasher.VerifyAsync(hash, password, Ct)).Value;
}
