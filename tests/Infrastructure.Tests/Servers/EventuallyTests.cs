using Collab.Support;
using Xunit;

namespace Collab.Infrastructure.Tests.Servers;

public sealed class EventuallyTests
{
    [Fact]
    public async Task It_asks_until_the_answer_is_yes()
    {
        var asked = 0;

        await Eventually.TrueAsync(() => ++asked == 4, "the fourth time");

        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task It_fails_with_the_description_when_time_is_over()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.TrueAsync(() => false, "pigs fly", TimeSpan.FromMilliseconds(50)));

        Assert.Contains("pigs fly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_hangs_does_not_hang_the_test() =>
        await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.TrueAsync(() => new TaskCompletionSource<bool>().Task, "an answer", TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task A_condition_that_throws_fails_at_once() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Eventually.TrueAsync(bool () => throw new InvalidOperationException(), "never"));
}
