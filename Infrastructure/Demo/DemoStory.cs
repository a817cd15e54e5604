using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Demo;

/// <summary>
/// Tells months of talk in order of time, keeping every law of the store: dense numbers, one event per version, counts
/// that a recount confirms.
/// </summary>
internal sealed class DemoStory(DemoDice dice, DemoClock clock, IMessageText texts, IReadOnlyDictionary<UserId, PersonRow> people, IReadOnlyDictionary<string, PersonRow> byHandle)
{
    public DemoRows Rows { get; } = new();

    public List<DemoStream> Threads { get; } = [];

    /// <summary>Lets each stream have its number of messages between two instants.</summary>
    public void Tell(IReadOnlyList<(DemoStream Stream, int Messages)> plan, DateTimeOffset from, DateTimeOffset to)
    {
        var days = (int)(to - from).TotalDays;
        var moments = plan
            .SelectMany(p => Enumerable.Range(0, p.Messages), (p, _) => (p.Stream, At: from.AddDays(dice.Next(days)).AddMinutes(WorkingMinute()).AddMilliseconds(dice.Next(60_000))))
            .Where(m => m.At < to)
            .OrderBy(m => m.At)
            .ToArray();
        foreach (var (stream, at) in moments)
        {
            clock.MoveTo(at.Stored());
            Speak(stream);
        }
    }

    /// <summary>Most have read everything, some are behind.</summary>
    public void Read(DemoStream stream)
    {
        var ownLast = stream.Messages.GroupBy(m => m.AuthorId).ToDictionary(g => g.Key, g => g.Max(m => m.Seq));
        foreach (var seat in stream.Seats.Values)
        {
            var end = stream.Head.LastSeq;
            var read = dice.Chance(0.7) ? end : Math.Max(0, end - dice.Next(40));
            seat.LastReadSeq = Math.Max(read, ownLast.GetValueOrDefault(seat.UserId));
            seat.LastReadAt = clock.GetUtcNow();
        }
    }

    // Nine to six, with a gap at noon.
    private int WorkingMinute()
    {
        var minute = 7 * 60 + dice.Next(9 * 60);
        return minute is > 11 * 60 and < (11 * 60) + 45 ? minute - 60 : minute;
    }

    private void Speak(DemoStream stream)
    {
        var author = dice.Pick(stream.Speakers);
        var isAnswer = stream.Messages.Count > 0 && dice.Chance(0.55);
        var text = dice.Fill(dice.Pick(isAnswer ? stream.Theme.Answers : stream.Theme.Openers));
        if (isAnswer && dice.Chance(0.15) && people.TryGetValue(stream.Messages[^1].AuthorId, out var earlier) && earlier.UserId != author)
            text = $"@{earlier.Handle} {text}";
        var message = Post(stream, author, text);
        if (isAnswer)
            return;
        if (stream.Head.Kind == StreamKind.Channel && dice.Chance(0.1))
            Reply(stream, message);
        if (dice.Chance(0.3))
            React(stream, message);
    }

    private MessageRow Post(DemoStream stream, UserId author, string text)
    {
        var head = stream.Head;
        head.LastSeq++;
        head.LastMessageAt = clock.GetUtcNow();
        var parsed = texts.Parse(text);
        PersonRow[] named = [.. parsed.Handles.Select(byHandle.GetValueOrDefault).OfType<PersonRow>().Where(p => stream.Seats.ContainsKey(p.UserId))];
        var names = new MentionNames(named.ToDictionary(p => p.Handle, p => new MentionedPerson(p.UserId.Value, p.DisplayName)), new Dictionary<string, MentionedChannel>());
        var id = clock.Id<MessageId>();
        var row = new MessageRow
        {
            Bucket = head.Bucket,
            StreamId = head.StreamId,
            Seq = head.LastSeq,
            MessageId = id,
            AuthorId = author,
            ClientKey = $"demo-{id}",
            Text = text,
            Html = parsed.Render(names),
            Mentions = Json.WriteList<UserId>([.. named.Select(p => p.UserId)]),
            PostedAt = clock.GetUtcNow(),
        };
        foreach (var person in named.Where(p => p.UserId != author))
            Rows.Mentions.Add(new MentionRow { Bucket = head.Bucket, StreamId = head.StreamId, UserId = person.UserId, Seq = row.Seq });
        stream.Messages.Add(row);
        Step(head, row, OutboxKind.MessagePosted, author, null);
        return row;
    }

    private void Reply(DemoStream stream, MessageRow root)
    {
        var thread = new DemoStream(NewThread(stream.Head, root), stream.Theme, isNew: true);
        Threads.Add(thread);
        var summary = new ThreadSummary(thread.Head.StreamId, 0, clock.GetUtcNow(), []);
        thread.Seat(root.AuthorId);
        for (var i = 1 + dice.Skewed(12); i > 0; i--)
        {
            var author = dice.Pick(stream.Speakers);
            thread.Seat(author);
            Post(thread, author, dice.Fill(dice.Pick(stream.Theme.Answers)));
            summary = summary.With(author, clock.GetUtcNow());
            Step(stream.Head, root, OutboxKind.ThreadReplied, author, null);
        }

        root.Thread = Json.Write(summary);
    }

    private StreamRow NewThread(StreamRow parent, MessageRow root) => new()
    {
        Bucket = parent.Bucket,
        StreamId = clock.IdIn<StreamId>(parent.Bucket),
        Kind = StreamKind.Thread,
        OrganizationId = parent.OrganizationId,
        WorkspaceId = parent.WorkspaceId,
        ParentId = parent.StreamId,
        ParentSeq = root.Seq,
        Visibility = parent.Visibility,
        CreatedBy = root.AuthorId,
        CreatedAt = clock.GetUtcNow(),
    };

    private void React(DemoStream stream, MessageRow message)
    {
        var given = new List<ReactionView>();
        foreach (var emoji in dice.Sample(DemoTexts.Reactions, 1 + dice.Skewed(3)))
        {
            UserId[] fans = dice.Sample(stream.Speakers, 1 + dice.Skewed(12));
            foreach (var fan in fans)
            {
                Rows.Reactions.Add(new ReactionRow { Bucket = message.Bucket, StreamId = message.StreamId, Seq = message.Seq, Emoji = emoji, UserId = fan, GivenAt = clock.GetUtcNow() });
                Step(stream.Head, message, OutboxKind.ReactionsChanged, fan, new ReactionData(fan, emoji, true));
            }

            given.Add(new ReactionView(emoji, fans.Length, [.. fans.Take(ReactionView.MaxShown)]));
        }

        message.Reactions = Json.WriteList(given);
    }

    private void Step(StreamRow head, MessageRow message, OutboxKind kind, UserId actor, ReactionData? reaction)
    {
        message.Revision = ++head.Version;
        Rows.Outbox.Add(new OutboxRow
        {
            Bucket = head.Bucket,
            StreamId = head.StreamId,
            Version = head.Version,
            EventId = clock.Id<EventId>(),
            Kind = kind,
            Seq = message.Seq,
            ActorId = actor,
            Data = Json.Write(reaction),
            At = clock.GetUtcNow(),
        });
    }
}
