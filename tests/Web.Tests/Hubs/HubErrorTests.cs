using Collab.Domain.Shared;
using Collab.Web.Hubs;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Whether a program that was refused may come again, and when.</summary>
public sealed class HubErrorTests
{
    [Fact]
    public void What_is_away_or_too_much_is_asked_for_again_and_what_is_wrong_is_not()
    {
        Assert.Equal(1000, HubError.Of(new Error.Unavailable("storage.away", "Away.")).RetryAfterMs);
        Assert.Equal(250, HubError.Of(new Error.TooMany(TimeSpan.FromMilliseconds(250), "busy", "Busy.")).RetryAfterMs);
        Assert.Null(HubError.Of(new Error.Conflict("taken", "Taken.")).RetryAfterMs);
        Assert.Null(HubError.Of(new Error.NotFound()).RetryAfterMs);
    }
}
