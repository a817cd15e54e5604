namespace Collab.Support.Oracle;

/// <summary>One client's feed of one stream against storage.</summary>
internal static class FeedCheck
{
    public static void Run(FollowerRecord follower, StreamRecord record, StoredStream stream, Verdict verdict)
    {
        var seen = record.Seen;
        CheckSeat(follower, seen, stream, verdict);
        var where = $"{follower.Name} in {stream.Id}";
        foreach (var fault in record.Faults)
            verdict.Blame(Invariant.Order, $"{where}: {fault}");
        verdict.Look(Invariant.Acknowledged, seen.Count);
        var last = record.HasEnded ? seen.Select(m => m.Seq).DefaultIfEmpty(record.StartSeq).Max() : stream.LastSeq;
        var expected = stream.Messages.Where(m => m.Seq > record.StartSeq && m.Seq <= last).ToArray();
        if (Same(expected, seen))
            return;
        Explain(where, expected, seen, verdict);
    }

    private static bool Same(StoredMessage[] expected, IReadOnlyList<SeenMessage> seen)
    {
        if (expected.Length != seen.Count)
            return false;
        for (var i = 0; i < expected.Length; i++)
        {
            if ((expected[i].Seq, expected[i].Id) != (seen[i].Seq, seen[i].Id))
                return false;
        }

        return true;
    }

    private static void Explain(string where, StoredMessage[] expected, IReadOnlyList<SeenMessage> seen, Verdict verdict)
    {
        var times = seen.GroupBy(m => m.Id).ToDictionary(g => g.Key, g => g.Count());
        var known = expected.ToDictionary(m => m.Id, m => m.Seq);
        foreach (var missing in expected.Where(m => !times.ContainsKey(m.Id)))
            verdict.Blame(Invariant.Acknowledged, $"lost: {where} never saw {missing.Seq} ({missing.ClientKey})");
        foreach (var (id, count) in times.Where(t => t.Value > 1))
            verdict.Blame(Invariant.Acknowledged, $"doubled: {where} saw {known.GetValueOrDefault(id)} {count} times");
        foreach (var foreign in seen.Where(m => !known.TryGetValue(m.Id, out var seq) || seq != m.Seq))
            verdict.Blame(Invariant.Order, $"{where} saw {foreign.Seq} ({foreign.Id}), which storage has otherwise");
        for (var i = 1; i < seen.Count; i++)
        {
            if (seen[i].Seq < seen[i - 1].Seq)
                verdict.Blame(Invariant.Order, $"swapped: {where} saw {seen[i].Seq} after {seen[i - 1].Seq}");
        }
    }

    private static void CheckSeat(FollowerRecord follower, IReadOnlyList<SeenMessage> seen, StoredStream stream, Verdict verdict)
    {
        if (!stream.IsPrivate)
            return;
        verdict.Look(Invariant.Permission, seen.Count);
        var spans = stream.Seats.Where(s => s.User == follower.User).ToArray();
        // Whoever is seated may read what was before; whoever left may not learn what came after.
        var until = spans.Length == 0 ? 0 : spans.Max(s => s.ToVersion ?? long.MaxValue);
        foreach (var leaked in seen.Where(m => m.Version >= until))
            verdict.Blame(Invariant.Permission, $"leaked: {follower.Name} saw {leaked.Seq} of {stream.Id} at version {leaked.Version}, seated {(until == 0 ? "never" : $"until {until}")}");
    }
}
