using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>Unread is kept as arithmetic; whatever people do, it must be what counting every message again would give.</summary>
public abstract class UnreadCountContract(TestInstallation installation) : StoreContract(installation)
{
    private const int Histories = 24;
    private const int Acts = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Histories)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Counts_equal_a_recount_after_any_history(int seed)
    {
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        var people = Here.NewPeople(4);
        var isChat = seed % 4 == 0;
        var stream = isChat ? await Here.ChatAsync(people) : await Here.ChannelAsync(people);
        for (var act = 0; act < Acts; act++)
            await ActAsync(random, stream, people[random.Next(people.Length)], people);
#pragma warning restore CA5394

        await RecountAsync(stream, people, isChat);
        foreach (var thread in (await Here.HistoryAsync(stream)).Select(m => m.Thread?.Stream).OfType<StreamId>())
            await RecountAsync(thread, people, false);
    }

#pragma warning disable CA5394
    private async Task ActAsync(Random random, StreamId stream, UserId who, UserId[] people)
    {
        var isIn = (await Here.SeatViewAsync(stream, who))!.IsActive;
        var last = (await Here.HeadAsync(stream)).LastSeq;
        var seq = random.NextInt64(0, last + 2);
        var other = people[random.Next(people.Length)];
        switch (random.Next(14))
        {
            case 0 when isIn && who != people[0]:
                await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, who), who, null, Ct);
                break;
            case 1 or 0 when !isIn:
                await Here.Seats.AddAsync(stream, other, [new NewSeat(who, SeatRole.Member)], null, Ct);
                break;
            case 2 when isIn:
                await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, who), new StreamChange { Topic = $"{seq}", Note = new SystemNote(SystemNoteKind.TopicSet, []) }, Ct);
                break;
            case 3 or 4 or 5 when isIn:
                await Here.ReadUpToAsync(stream, who, seq);
                break;
            case 6 when isIn:
                await Here.ReadUpToAsync(stream, who, seq, MarkerMove.Back);
                break;
            case 7 when isIn:
                await Here.Messages.EditAsync(await Here.SeatAsync(stream, who), seq, Any(random, people), Ct);
                break;
            case 8 or 9 when isIn:
                await Here.Messages.ReplyAsync(await Here.SeatAsync(stream, who), seq, Any(random, people) with { Broadcast = Broadcast.None }, Ct);
                break;
            case 10 when await Here.FindAsync(stream, seq) is { Thread.Stream: { } thread } && await Here.Seats.FindPlaceAsync(who, thread, Ct) is not null:
                await Here.ReadUpToAsync(thread, who, random.NextInt64(0, 5), (MarkerMove)random.Next(2));
                break;
            default:
                await Here.Messages.PostAsync(await Here.SeatAsync(stream, who), Any(random, people), Ct);
                break;
        }
    }

    private NewMessage Any(Random random, UserId[] people) => Here.Message(
        mentions: [.. people.Where(_ => random.Next(3) == 0)],
        broadcast: random.Next(6) switch { 0 => Broadcast.Channel, 1 => Broadcast.Here, _ => Broadcast.None });
#pragma warning restore CA5394

    private async Task RecountAsync(StreamId stream, UserId[] people, bool isChat)
    {
        var history = await Here.HistoryAsync(stream);
        foreach (var person in people)
        {
            if (await Here.Seats.FindPlaceAsync(person, stream, Ct) is not { } place)
                continue;
            var unread = history.Where(m => m.Seq > place.LastReadSeq && m.Author != person && m.Note is null).ToList();
            var calls = isChat ? unread : [.. unread.Where(m => m.Broadcast != Broadcast.None || m.Mentions.Contains(person))];
            Assert.Equal((person, unread.Count, calls.Count), (person, place.Unread, place.Mentions));
            Assert.InRange(place.LastReadSeq, 0, history.Count);
        }
    }
}

public sealed class UnreadCountOnSqliteTests(OnSqlite on) : UnreadCountContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class UnreadCountOnMariaDbTests(OnMariaDb on) : UnreadCountContract(on.Installation), IClassFixture<OnMariaDb>;
