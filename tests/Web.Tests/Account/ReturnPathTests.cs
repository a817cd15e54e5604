using Collab.Web.Api.Account;
using Xunit;

namespace Collab.Web.Tests.Account;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/w/acme/c/12?x=1#m")]
    [InlineData("/preferences/tokens")]
    [InlineData("/w/acme/search?q=https://example.com")]
    public void A_local_path_is_kept(string path) => Assert.Equal(path, ReturnPath.Parse(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/w\\..\\//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("w/acme")]
    [InlineData(" /w/acme")]
    [InlineData("/signin?return=/signin")]
    [InlineData("/signout")]
    [InlineData("/setup")]
    public void Whatever_might_lead_elsewhere_or_in_circles_becomes_home(string? path) => Assert.Equal("/", ReturnPath.Parse(path));

    [Fact]
    public void An_endless_one_becomes_home() => Assert.Equal("/", ReturnPath.Parse("/" + new string('a', 5000)));
}
