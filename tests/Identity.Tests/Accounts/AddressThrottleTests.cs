using Collab.Identity.Accounts;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public sealed class AddressThrottleTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::3", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.9", "::ffff:192.0.2.9", true)]
    [InlineData("192.0.2.9", "192.0.2.10", false)]
    [InlineData(null, "not an address", true)]
    public void What_counts_as_one_address(string? one, string? other, bool same) =>
        Assert.Equal(same, AddressThrottle.KeyOf(one) == AddressThrottle.KeyOf(other));
}
