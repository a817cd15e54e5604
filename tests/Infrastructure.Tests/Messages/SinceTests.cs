using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

public abstract class SinceContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task The_first_message_of_an_instant_or_later_is_found_wherever_it_lies()
    {
        var author = Here.NewPerson();
        var stream = await Here.ChannelAsync(author);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 13; i++)
        {
            Installation.Time.Advance(TimeSpan.FromHours(i % 4 == 0 ? 0 : 7)); // some at the same instant
            times.Add((await Here.PostAsync(stream, author)).PostedAt);
        }

        foreach (var wanted in times.SelectMany(t => (DateTimeOffset[])[t.AddMicroseconds(-1), t, t.AddMicroseconds(1)]))
        {
            var expected = times.FindIndex(t => t >= wanted) + 1L;
            Assert.Equal(expected == 0 ? null : expected, await SinceAsync(stream, author, wanted));
        }

        Assert.Equal(1, await SinceAsync(stream, author, DateTimeOffset.MinValue));
        Assert.Null(await SinceAsync(stream, author, DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task An_empty_stream_has_no_day()
    {
        var author = Here.NewPerson();
        Assert.Null(await SinceAsync(await Here.ChannelAsync(author), author, DateTimeOffset.MinValue));
    }

    private async Task<long?> SinceAsync(StreamId stream, UserId by, DateTimeOffset since) =>
        await Here.Messages.FindSinceAsync(await Here.SeatAsync(stream, by), since, Ct);
}

public sealed class SinceOnSqliteTests(OnSqlite on) : SinceContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class SinceOnMariaDbTests(OnMariaDb on) : SinceContract(on.Installation), IClassFixture<OnMariaDb>;
