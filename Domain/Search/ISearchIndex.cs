using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search;

/// <summary>An index of messages. All its methods throw <see cref="Shared.Events.OutageException"/> when it cannot be reached or cannot work.</summary>
public interface ISearchIndex
{
    /// <summary>
    /// Makes changes; when it returns they survive a crash, and searches find them within a second. Of one message the
    /// highest revision stays, however often and in whichever order changes come. What it does not take at all throws
    /// another exception: the others are in by then.
    /// </summary>
    Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct);

    /// <summary>Searches. Never throws for what a person typed, and is bounded in time and memory whatever that is.</summary>
    Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct);

    /// <summary>The revisions of those of the messages that it has, to compare with storage; sees what was applied.</summary>
    Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct);

    /// <summary>How many messages of each of these streams it has, to compare with storage; sees what was applied, and so does every search after it.</summary>
    Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct);

    /// <summary>How it is; one that cannot be reached may be said or thrown.</summary>
    Task<IndexState> CheckAsync(CancellationToken ct);
}

/// <summary>How an index is.</summary>
/// <param name="Engine">Its name and version, e.g. <c>Lucene 4.8</c>.</param>
/// <param name="Condition">Whether it works.</param>
/// <param name="Messages">How many messages it has.</param>
/// <param name="Bytes">How much room it takes; null when unknown.</param>
/// <param name="Note">What is wrong and what to do, for an operator; null when nothing is.</param>
public sealed record IndexState(string Engine, IndexCondition Condition, long Messages, long? Bytes, string? Note = null);

/// <summary>Whether an index works.</summary>
public enum IndexCondition
{
    /// <summary>It does.</summary>
    Working = 0,

    /// <summary>It answers, but is being filled, or is short of something.</summary>
    Degraded = 1,

    /// <summary>It does not.</summary>
    Away = 2,

    /// <summary>There is none.</summary>
    Off = 3,
}
