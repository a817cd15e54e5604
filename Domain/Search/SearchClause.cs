using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>What is wanted, with every name and date resolved: what engines understand.</summary>
public abstract record SearchClause
{
    private SearchClause()
    {
    }

    /// <summary>All of them. None at all is everything.</summary>
    public sealed record All(IReadOnlyList<SearchClause> Clauses) : SearchClause;

    /// <summary>At least one of them. None at all is nothing.</summary>
    public sealed record Any(IReadOnlyList<SearchClause> Clauses) : SearchClause;

    /// <summary>Everything else.</summary>
    public sealed record Not(SearchClause Clause) : SearchClause;

    /// <summary>A word as it was typed: itself, words that begin with it, longer words that contain it. May be an identifier or unspaced script.</summary>
    public sealed record Word(string Text) : SearchClause;

    /// <summary>Words right behind each other, whole and as they are.</summary>
    public sealed record Phrase(string Text) : SearchClause;

    /// <summary>Written by one of them.</summary>
    public sealed record By(IReadOnlyList<UserId> Authors) : SearchClause;

    /// <summary>In one of these channels and chats, their threads included.</summary>
    public sealed record In(IReadOnlyList<StreamId> Places) : SearchClause;

    /// <summary>In a place of one of these kinds.</summary>
    public sealed record OfKind(IReadOnlyList<StreamKind> Kinds) : SearchClause;

    /// <summary>Names one of them.</summary>
    public sealed record Mentions(IReadOnlyList<UserId> People) : SearchClause;

    /// <summary>Posted at <paramref name="From"/> or later, and before <paramref name="Until"/>; null leaves that end open.</summary>
    public sealed record Posted(DateTimeOffset? From, DateTimeOffset? Until) : SearchClause;

    /// <summary>Has at least one of the marks.</summary>
    public sealed record Has(MessageMarks Marks) : SearchClause;

    /// <summary>Is one of these messages.</summary>
    public sealed record Among(IReadOnlyList<MessageId> Messages) : SearchClause;

    /// <summary>Stands behind a number in its own stream, one of these.</summary>
    public sealed record Behind(IReadOnlyList<(StreamId Stream, long Seq)> Markers) : SearchClause;
}
