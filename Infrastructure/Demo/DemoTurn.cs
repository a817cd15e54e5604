using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>One message of the story with all that follows from it. Its numbers are the story's until it is written.</summary>
/// <param name="Message">The message.</param>
/// <param name="Events">What happened to it, in order; the versions are without gaps.</param>
/// <param name="Reactions">Reactions to it.</param>
/// <param name="Mentions">Those it names.</param>
/// <param name="Thread">The head of its thread; null when nobody replied.</param>
/// <param name="Replies">Every row of the thread but its head.</param>
internal sealed record DemoTurn(
    MessageRow Message, IReadOnlyList<OutboxRow> Events, IReadOnlyList<ReactionRow> Reactions, IReadOnlyList<MentionRow> Mentions, StreamRow? Thread,
    IReadOnlyList<object> Replies)
{
    /// <summary>Every row of it.</summary>
    public IEnumerable<object> Rows => [Message, .. Events, .. Reactions, .. Mentions, .. Thread is null ? [] : (object[])[Thread, .. Replies]];

    /// <summary>Gives it later numbers, because others wrote to the stream meanwhile.</summary>
    public void Move(long bySeq, long byVersion)
    {
        Message.Seq += bySeq;
        Message.Revision += byVersion;
        foreach (var row in Events)
            (row.Seq, row.Version) = (row.Seq + bySeq, row.Version + byVersion);
        foreach (var row in Reactions)
            row.Seq += bySeq;
        foreach (var row in Mentions)
            row.Seq += bySeq;
        if (Thread is not null)
            Thread.ParentSeq += bySeq;
    }
}
