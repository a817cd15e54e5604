using Collab.Domain.Shared;
using Collab.Identity.FirstRun;
using Collab.Identity.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Identity.Tests.FirstRun;

public sealed class FirstRunCodeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FirstRunCode _code;

    public FirstRunCodeTests() => _code = new FirstRunCode(_time);

    [Fact]
    public void The_code_is_two_groups_of_four_without_lookalikes() => Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", _code.Current!);

    [Fact]
    public void Each_process_has_its_own() => Assert.NotEqual(_code.Current, new FirstRunCode(_time).Current);

    [Fact]
    public void Case_spaces_and_dashes_do_not_matter()
    {
        var code = _code.Current!;
        Assert.True(_code.Check(code).IsOk);
#pragma warning disable CA1308 // typed in lower case
        Assert.True(_code.Check($" {code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()} ").IsOk);
#pragma warning restore CA1308
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA-AAA")]
    [InlineData("<script>alert(1)</script>")]
    public void A_wrong_code_is_refused(string? typed) => Assert.Equal("code", Assert.IsType<Error.Invalid>(_code.Check(typed).Error).Field);

    [Fact]
    public void After_five_wrong_ones_comes_a_wait_that_the_right_one_does_not_end()
    {
        for (var i = 0; i < 4; i++)
            Assert.IsType<Error.Invalid>(_code.Check("0000-0000").Error);
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Error.TooMany>(_code.Check("0000-0000").Error).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), Assert.IsType<Error.TooMany>(_code.Check(_code.Current).Error).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<Error.TooMany>(_code.Check("0000-0000").Error).RetryAfter);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(_code.Check(_code.Current).IsOk);
    }

    [Fact]
    public async Task Once_there_is_an_organization_there_is_no_code()
    {
        var organizations = new OneOrganization { Organization = null };
        var state = new FirstRunState(organizations, _code);
        var code = _code.Current;
        Assert.True(await state.IsNeededAsync(TestContext.Current.CancellationToken));
        organizations.Organization = new OneOrganization().Organization;
        Assert.False(await state.IsNeededAsync(TestContext.Current.CancellationToken));
        Assert.Null(_code.Current);
        Assert.IsType<Error.NotFound>(_code.Check(code).Error);
    }
}
