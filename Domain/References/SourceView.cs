using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.References;

/// <summary>What one reader is shown of a message that another refers to. Of what she does not see it says nothing, not even where it is.</summary>
/// <param name="State">Whether she sees it.</param>
public sealed record SourceView(SourceState State)
{
    /// <summary>Longest excerpt, in UTF-16 units.</summary>
    public const int MaxExcerpt = 600;

    /// <summary>She does not see it, or there is none: one looks like the other.</summary>
    public static SourceView Invisible { get; } = new(SourceState.Invisible);

    /// <summary>She would see it, but it was taken back.</summary>
    public static SourceView Recalled { get; } = new(SourceState.Recalled);

    /// <summary>Its stream; null unless she sees it, as all that follows.</summary>
    public StreamId? Stream { get; init; }

    /// <summary>Its number there.</summary>
    public long? Seq { get; init; }

    /// <summary>Who wrote it.</summary>
    public UserId? Author { get; init; }

    /// <summary>When it was posted.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>The beginning of what it says, without its markup.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>How many files go with it.</summary>
    public int Files { get; init; }

    /// <summary>Its channel or chat.</summary>
    public StreamView? Place { get; init; }

    /// <summary>For a reply: its root's number in the place.</summary>
    public long? RootSeq { get; init; }
}

/// <summary>Whether a reader sees a message that another refers to.</summary>
public enum SourceState
{
    /// <summary>She sees it.</summary>
    Visible = 0,

    /// <summary>It was taken back from everybody.</summary>
    Recalled = 1,

    /// <summary>It is in a place that she cannot see, not hers to see, or not there any more.</summary>
    Invisible = 2,
}
