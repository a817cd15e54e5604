using Collab.Domain.Shared.Ids;

namespace Collab.Web.Components.Workspaces;

/// <summary>A dialog about one message.</summary>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
public abstract record MessageDialog(StreamId Stream, long Seq)
{
    /// <summary>Its earlier texts.</summary>
    public sealed record Edits(StreamId Stream, long Seq) : MessageDialog(Stream, Seq);

    /// <summary>Who has read it.</summary>
    public sealed record Receipts(StreamId Stream, long Seq) : MessageDialog(Stream, Seq);

    /// <summary>Takes it back from everybody.</summary>
    public sealed record Recall(StreamId Stream, long Seq) : MessageDialog(Stream, Seq);

    /// <summary>A manager takes it away from everybody.</summary>
    public sealed record Remove(StreamId Stream, long Seq) : MessageDialog(Stream, Seq);

    /// <summary>Passes messages of one stream on.</summary>
    /// <param name="Stream">Where they are.</param>
    /// <param name="Seqs">Their numbers there, in order; at least one.</param>
    public sealed record Forward(StreamId Stream, IReadOnlyList<long> Seqs) : MessageDialog(Stream, Seqs[0]);

    /// <summary>Who reacted.</summary>
    /// <param name="Stream">Where the message is.</param>
    /// <param name="Seq">Its number there.</param>
    /// <param name="Emoji">The reaction to begin with; null for the first.</param>
    public sealed record Reactors(StreamId Stream, long Seq, string? Emoji) : MessageDialog(Stream, Seq);
}
