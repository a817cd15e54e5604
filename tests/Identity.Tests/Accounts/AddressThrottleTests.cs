using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Identity.Tests.Accounts;

public sealed class AddressThrottleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AddressThrottle _throttle;

    public AddressThrottleTests() => _throttle = new AddressThrottle(_time, 3);

    [Fact]
    public void When_all_permits_are_taken_the_answer_says_how_long_to_wait_and_then_one_is_back()
    {
        Take("192.0.2.1", 3);
        var refused = Assert.IsType<Error.TooMany>(_throttle.Take("192.0.2.1").Error);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(3));
        _time.Advance(refused.RetryAfter);
        Assert.True(_throttle.Take("192.0.2.1").IsOk);
        Assert.False(_throttle.Take("192.0.2.1").IsOk);
    }

    [Fact]
    public void Another_address_is_not_held_up()
    {
        Take("192.0.2.1", 3);
        Assert.True(_throttle.Take("192.0.2.2").IsOk);
    }

    [Fact]
    public void All_addresses_of_an_IPv6_network_count_as_one()
    {
        Take("2001:db8:1:2::1", 1);
        Take("2001:db8:1:2::2", 1);
        Take("2001:db8:1:2:ffff::3", 1);
        Assert.False(_throttle.Take("2001:db8:1:2::4").IsOk);
        Assert.True(_throttle.Take("2001:db8:1:3::4").IsOk);
    }

    [Fact]
    public void An_IPv4_address_counts_as_the_same_in_both_ways_of_writing()
    {
        Take("192.0.2.9", 2);
        Take("::ffff:192.0.2.9", 1);
        Assert.False(_throttle.Take("192.0.2.9").IsOk);
    }

    [Fact]
    public void A_success_gives_its_permit_back()
    {
        for (var i = 0; i < 20; i++)
        {
            Take("192.0.2.1", 1);
            _throttle.GiveBack("192.0.2.1");
        }
    }

    private void Take(string address, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True(_throttle.Take(address).IsOk);
    }
}
