using System.Diagnostics;
using Collab.Domain.People;
using Collab.Identity.Accounts;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public sealed class Argon2PasswordHasherTests : IDisposable
{
    private static readonly Argon2Cost Cheap = new(256, 1, 1);
    private readonly Argon2PasswordHasher _hasher = new(Cheap, 2);

    [Fact]
    public void A_hash_names_its_algorithm_and_parameters()
    {
        using var hasher = new Argon2PasswordHasher(Argon2Cost.Default);
        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", hasher.Hash("thirteen violet umbrellas"));
    }

    [Fact]
    public void The_right_password_fits_and_a_wrong_one_does_not()
    {
        var hash = _hasher.Hash("thirteen violet umbrellas");
        Assert.Equal(PasswordMatch.Right, _hasher.Verify(hash, "thirteen violet umbrellas"));
        Assert.Equal(PasswordMatch.Wrong, _hasher.Verify(hash, "Thirteen violet umbrellas"));
        Assert.Equal(PasswordMatch.Wrong, _hasher.Verify(hash, ""));
    }

    [Fact]
    public void The_reference_vector_of_another_implementation_fits()
    {
        // From the test suite of the reference implementation: argon2id, version 19.
        const string Reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        Assert.Equal(PasswordMatch.Right, _hasher.Verify(Reference, "password"));
    }

    [Fact]
    public void The_same_password_never_gives_the_same_hash() => Assert.NotEqual(_hasher.Hash("same"), _hasher.Hash("same"));

    [Fact]
    public void A_hash_of_weaker_parameters_is_outdated_and_one_of_stronger_is_not()
    {
        using var stronger = new Argon2PasswordHasher(new Argon2Cost(512, 2, 1), 2);
        Assert.Equal(PasswordMatch.RightButOutdated, stronger.Verify(_hasher.Hash("a"), "a"));
        Assert.Equal(PasswordMatch.Right, _hasher.Verify(stronger.Hash("a"), "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n")]
    public void A_broken_hash_fits_nothing(string hash) => Assert.Equal(PasswordMatch.Wrong, _hasher.Verify(hash, "password"));

    [Fact]
    public void No_hash_is_never_right_and_takes_as_long_as_one()
    {
        using var hasher = new Argon2PasswordHasher(Argon2Cost.Default);
        var hash = hasher.Hash("thirteen violet umbrellas");
        var real = Fastest(() => hasher.Verify(hash, "wrong"));
        var none = Fastest(() => Assert.Equal(PasswordMatch.Wrong, hasher.Verify(null, "wrong")));
        Assert.InRange(none / real, 0.5, 2);
    }

    [Fact]
    public async Task Of_a_flood_only_a_bounded_number_waits_and_the_rest_is_refused_at_once()
    {
        using var slow = new Argon2PasswordHasher(new Argon2Cost(8 * 1024, 2, 1), 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => slow.VerifyAsync(null, "flood", TestContext.Current.CancellationToken)));
        Assert.Contains(answers, a => a.Error is Domain.Shared.Error.Unavailable);
        Assert.InRange(answers.Count(a => a.IsOk), Argon2PasswordHasher.MaxWaiting, 200);
    }

    public void Dispose() => _hasher.Dispose();

    private static double Fastest(Action act) => Enumerable.Range(0, 5).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalMilliseconds;
    });
}
