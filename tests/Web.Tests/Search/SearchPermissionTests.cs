using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Search;

/// <summary>
/// After any random history everybody finds exactly what a look at every message through her rights finds: no hit, count
/// or facet more.
/// </summary>
public sealed class SearchPermissionTests(TestWorld world, ITestOutputHelper output) : IClassFixture<TestWorld>
{
    private const int Acts = 250;

    // None begins another one, and none is part of another.
    private static readonly string[] Vocabulary = ["apfel", "birne", "kirsche", "zitrone", "东京", "foo_bar", "10.0.0.7"];

    private readonly HashSet<(UserId, StreamId, long)> _hidden = [];
    private readonly Dictionary<(UserId, StreamId), ClearedHistory> _cleared = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestPerson[] People => [world.Ada, world.Ben, world.Guss, world.Oda];

    [Fact]
    public async Task Everybody_finds_what_her_rights_let_her_read_and_nothing_else()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var streams = await PlayAsync(new Random(seed));
        await world.IndexedAsync(streams);
        foreach (var person in People)
        {
            var all = await ReadableAsync(person, streams);
            var (readable, recalled) = (all.Where(r => r.Message.State == MessageState.Posted).ToList(), all.Where(r => r.Message.State == MessageState.Recalled && r.Message.Author == person.Id).ToList());
            await AssertFindsAsync(person, "is:recalled-by-me", recalled);
            await AssertFindsAsync(person, "is:dm is:recalled-by-me", recalled.Where(r => r.Kind == StreamKind.Direct));
            await AssertFindsAsync(person, "is:dm -is:recalled-by-me", readable.Where(r => r.Kind == StreamKind.Direct));
            await AssertFindsAsync(person, "is:dm OR is:recalled-by-me", readable.Where(r => r.Kind == StreamKind.Direct).Concat(recalled));
            foreach (var word in Vocabulary)
            {
                await AssertFindsAsync(person, word, readable.Where(r => Has(r.Message, word)));
                await AssertFindsAsync(person, $"-{word}", readable.Where(r => !Has(r.Message, word)));
                // A guest who shares no place with Ben is not told that there is one: his name is left out of her query.
                var knowsBen = (await world.SearchAsync(person, $"{word} from:ben")).Query.Problems.Count == 0;
                Assert.True(knowsBen || person == world.Guss || person == world.Oda, $"{person.Name} does not know Ben");
                await AssertFindsAsync(person, $"{word} from:ben", readable.Where(r => Has(r.Message, word) && (!knowsBen || r.Message.Author == world.Ben.Id)));
                await AssertFindsAsync(person, $"{word} is:thread", readable.Where(r => Has(r.Message, word) && (r.IsReply || r.Message.Thread is { Replies: > 0 })));
                await AssertFindsAsync(person, $"{word} is:dm", readable.Where(r => Has(r.Message, word) && r.Kind == StreamKind.Direct));
                await AssertFindsAsync(person, $"{word} OR is:dm", readable.Where(r => Has(r.Message, word) || r.Kind == StreamKind.Direct));
                await AssertFindsAsync(person, $"{word} OR apfel", readable.Where(r => Has(r.Message, word) || Has(r.Message, "apfel")));
            }
        }
    }

    private static bool Has(MessageView message, string word) => message.Text.Split(' ').Contains(word);

    private async Task AssertFindsAsync(TestPerson person, string query, IEnumerable<Readable> expected)
    {
        var wanted = expected.Select(r => r.Message.Id).Order().ToList();
        var page = await world.SearchAsync(person, query);
        Assert.True(page.Total == wanted.Count, $"{person.Name} finds {page.Total} for {query}, and may read {wanted.Count}");
        Assert.Equal(wanted.Take(IndexSearch.MaxLimit).Count(), page.Messages.Count);
        Assert.All(page.Messages, m => Assert.Contains(m.Message.Id, wanted));
        // A facet that the query narrows counts what it leaves out as well.
        foreach (var (facet, counts) in page.Facets.Where(f => !query.Contains(':', StringComparison.Ordinal) && f.Key != SearchFacet.Month))
            Assert.True(counts.Sum(c => c.Count) == wanted.Count, $"{facet} counts {counts.Sum(c => c.Count)} for {query}, and {person.Name} may read {wanted.Count}");
    }

    private async Task<List<Readable>> ReadableAsync(TestPerson person, IReadOnlyCollection<StreamId> streams)
    {
        var (access, source) = (world.Get<StreamAccess>(), world.Get<ISearchSource>());
        var readable = new List<Readable>();
        foreach (var stream in streams)
        {
            if (!(await access.EnterAsync(person.Actor, stream, Ct)).TryGet(out var seat, out _))
                continue;
            var isReply = seat.Stream.Kind == StreamKind.Thread;
            var kind = isReply && seat.Stream.Parent is { } parent ? (await source.FindHeadAsync(parent, Ct))!.Kind : seat.Stream.Kind; // a thread has a parent
            var messages = await world.StoredAsync([stream]);
            readable.AddRange(messages.Where(m => m.Note is null && Sees(person.Id, m, seat.Stream.Parent) && !seat.HasCleared(m)).Select(m => new Readable(m, kind, isReply)));
        }

        return readable;
    }

    // What she has deleted for herself, as her acts were answered. What she was never let see, her seat says.
    private bool Sees(UserId person, MessageView message, StreamId? parent) =>
        !_hidden.Contains((person, message.Stream, message.Seq))
        && (parent is { } above ? !(message.PostedAt <= _cleared.GetValueOrDefault((person, above))?.At) : !(message.Seq <= _cleared.GetValueOrDefault((person, message.Stream))?.Seq));

    private async Task<IReadOnlyCollection<StreamId>> PlayAsync(Random dice)
    {
        var streams = new HashSet<StreamId> { world.Open, world.Secret, world.Thread, world.Chat };
        for (var i = 0; i < 4; i++)
        {
            streams.Add(await world.ChannelAsync($"play-{i}", i % 2 == 0 ? ChannelVisibility.Public : ChannelVisibility.Private, [.. People.Take(2).Where(_ => dice.Next(2) == 0 && i > 0)]));
        }

        for (var i = 0; i < Acts; i++)
            await ActAsync(dice, streams, People[dice.Next(People.Length)]);
        return streams;
    }

    // Refusals are part of the play.
    private async Task ActAsync(Random dice, HashSet<StreamId> streams, TestPerson who)
    {
        var stream = streams.ElementAt(dice.Next(streams.Count));
        var text = string.Join(' ', Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Vocabulary[dice.Next(Vocabulary.Length)]));
        switch (dice.Next(18))
        {
            case 0:
                await world.Get<JoinChannel>().ExecuteAsync(who.Actor, stream, Ct);
                break;
            case 1:
                await world.Get<LeaveChannel>().ExecuteAsync(who.Actor, stream, Ct);
                break;
            case 2:
                await world.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(who.Actor, stream, [People[dice.Next(People.Length)].Id]), Ct);
                break;
            case 3:
                await world.Get<RemoveMember>().ExecuteAsync(who.Actor, stream, People[dice.Next(1, People.Length)].Id, Ct);
                break;
            case 4:
                await world.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(who.Actor, stream, dice.Next(1, 6), text), Ct);
                break;
            case 5 or 6:
                var reply = await world.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(who.Actor, stream, dice.Next(1, 6), text, $"{dice.Next()}"), Ct);
                if (reply.IsOk)
                    streams.Add(reply.Value.Stream);
                break;
            case 7 or 8:
                await world.Get<RecallMessage>().ExecuteAsync(who.Actor, stream, dice.Next(1, 8), Ct);
                break;
            case 9 or 10:
                var (seq, isHidden) = ((long)dice.Next(1, 8), dice.Next(3) > 0);
                if ((await world.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(who.Actor, stream, [seq], isHidden), Ct)).IsOk)
                    _ = isHidden ? _hidden.Add((who.Id, stream, seq)) : _hidden.Remove((who.Id, stream, seq));
                break;
            case 12 when dice.Next(3) == 0:
                await world.Get<SetHistoryPolicy>().ExecuteAsync(world.Ada.Actor, (HistoryPolicy)dice.Next(2), Ct);
                break;
            case 11 when dice.Next(3) == 0:
                var cleared = dice.Next(3) > 0
                    ? await world.Get<ClearHistory>().ExecuteAsync(who.Actor, stream, Ct)
                    : await world.Get<RestoreHistory>().ExecuteAsync(who.Actor, stream, null, Ct);
                if (cleared.TryGet(out var change, out _))
                    _cleared[(who.Id, stream)] = change.Now;
                break;
            default:
                await world.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(who.Actor, stream, text, $"{dice.Next()}"), Ct);
                break;
        }
    }

    private sealed record Readable(MessageView Message, StreamKind Kind, bool IsReply);
}
