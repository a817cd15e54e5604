namespace Collab.Support.Oracle;

/// <summary>
/// Proves the laws from outside: compares what writers were told, what clients saw and what the history API returns. It
/// knows nothing of the product's insides.
/// </summary>
public static class Checker
{
    public static Verdict Check(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var verdict = new Verdict();
        foreach (var stream in evidence.Stored)
            CheckNumbers(stream, verdict);
        CheckIds(evidence, verdict);
        CheckSent(evidence, verdict);
        var stored = evidence.Stored.ToDictionary(s => s.Id);
        foreach (var follower in evidence.Followers)
        {
            foreach (var record in follower.Streams.Where(r => r.HasBegun || r.SeenCount > 0))
            {
                if (stored.TryGetValue(record.Stream, out var stream))
                    FeedCheck.Run(follower, record, stream, verdict);
                else
                    verdict.Blame(Invariant.Permission, $"{follower.Name} saw something of {record.Stream}, which nobody can read");
            }
        }

        foreach (var count in evidence.Counts)
            CheckCount(count, stored[count.Stream], verdict);
        CheckMarkers(evidence, verdict);
        return verdict;
    }

    private static void CheckNumbers(StoredStream stream, Verdict verdict)
    {
        verdict.Look(Invariant.Order, stream.Messages.Count);
        long expected = 1;
        foreach (var message in stream.Messages)
        {
            if (message.Seq != expected)
                verdict.Blame(Invariant.Order, $"storage of {stream.Id}: number {message.Seq} stands where {expected} belongs");
            expected = message.Seq + 1;
        }

        if (stream.LastSeq != expected - 1)
            verdict.Blame(Invariant.Order, $"storage of {stream.Id}: the head says {stream.LastSeq}, the history ends with {expected - 1}");
    }

    private static void CheckIds(Evidence evidence, Verdict verdict)
    {
        foreach (var twice in evidence.Stored.SelectMany(s => s.Messages).GroupBy(m => m.Id).Where(g => g.Count() > 1))
            verdict.Blame(Invariant.Acknowledged, $"the id {twice.Key} names {twice.Count()} messages");
    }

    private static void CheckSent(Evidence evidence, Verdict verdict)
    {
        var byKey = evidence.Stored
            .SelectMany(s => s.Messages.Where(m => !m.IsNote).Select(m => (Key: (Stream: s.Id, m.Author, m.ClientKey), Message: m)))
            .ToLookup(m => m.Key, m => m.Message);
        var known = evidence.Sent.Select(s => (s.Stream, s.Author, s.ClientKey)).ToHashSet();
        verdict.Look(Invariant.Acknowledged, evidence.Sent.Count);
        foreach (var sent in evidence.Sent)
            CheckSent(sent, [.. byKey[(sent.Stream, sent.Author, sent.ClientKey)]], verdict);
        foreach (var unknown in byKey.Where(m => !known.Contains(m.Key)))
            verdict.Blame(Invariant.Acknowledged, $"nobody sent {unknown.Key.ClientKey}, which stands in {unknown.Key.Stream}");
    }

    private static void CheckSent(SentMessage sent, StoredMessage[] stored, Verdict verdict)
    {
        var name = $"{sent.ClientKey} in {sent.Stream}";
        if (stored.Length > 1)
            verdict.Blame(Invariant.Acknowledged, $"doubled: {name} stands there {stored.Length} times, as {string.Join(", ", stored.Select(m => m.Seq))}");
        else if (sent.Outcome == SendOutcome.Acknowledged && stored.Length == 0)
            verdict.Blame(Invariant.Acknowledged, $"lost: {name} was acknowledged as {sent.Seq} and is not there");
        else if (sent.Outcome == SendOutcome.Acknowledged && (stored[0].Seq, stored[0].Id) != (sent.Seq, sent.Id))
            verdict.Blame(Invariant.Acknowledged, $"{name} was acknowledged as {sent.Seq} ({sent.Id}) and stands as {stored[0].Seq} ({stored[0].Id})");
        else if (sent.Outcome == SendOutcome.Refused && stored.Length > 0)
            verdict.Blame(Invariant.Acknowledged, $"{name} was refused ({sent.Refusal}) and is there");
        if (sent.Contradiction is { } contradiction)
            verdict.Blame(Invariant.Acknowledged, $"{name} was {contradiction}");
    }

    // A marker that was acknowledged is stored, and none goes back.
    private static void CheckMarkers(Evidence evidence, Verdict verdict)
    {
        var told = evidence.Counts.GroupBy(c => (c.User, c.Stream)).ToDictionary(g => g.Key, g => g.Min(c => c.LastReadSeq));
        foreach (var read in evidence.Read)
        {
            if (!told.TryGetValue((read.User, read.Stream), out var stored))
                continue;
            verdict.Look(Invariant.Counts);
            if (stored < read.Seq)
                verdict.Blame(Invariant.Counts, $"lost: {read.User} in {read.Stream} was told to have read up to {read.Seq}, and it stands at {stored}");
        }
    }

    private static void CheckCount(ToldCount told, StoredStream stream, Verdict verdict)
    {
        verdict.Look(Invariant.Counts);
        var after = stream.Messages.Where(m => m.Seq > told.LastReadSeq && m.Author != told.User && !m.IsNote).ToArray();
        var calls = stream.IsChat ? after.Length : after.Count(m => m.CallsAll || m.Mentions.Contains(told.User));
        if (after.Length != told.Unread || calls != told.Mentions)
        {
            verdict.Blame(
                Invariant.Counts,
                $"{told.User} in {stream.Id}, read up to {told.LastReadSeq}: told {told.Unread} unread and {told.Mentions} mentions, there are {after.Length} and {calls}");
        }
    }
}
