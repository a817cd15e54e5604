using Collab.Identity.Accounts;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public sealed class LeakedPasswordsTests
{
    private readonly LeakedPasswords _leaked = new();

    [Theory]
    [InlineData("password")]
    [InlineData("PassWord")]
    [InlineData("P@ssw0rd2024!")]
    [InlineData("password1234")]
    [InlineData("qwertyuiop123")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("passwordpassword")]
    [InlineData("abcabcabcabc")]
    [InlineData("iloveyoudragon")]
    [InlineData("!!sunshine99!!")]
    [InlineData("Willkommen1welcome", false)]
    [InlineData("thirteen violet umbrellas", false)]
    [InlineData("dragonflies over the pond", false)]
    [InlineData("xk7-Qm2p-vv91-Lz", false)]
    [InlineData("", false)]
    [InlineData("пароль на каждый день", false)]
    public void Well_known_passwords_and_their_usual_variants_are_found(string password, bool isKnown = true) =>
        Assert.Equal(isKnown, _leaked.Contains(password));
}
