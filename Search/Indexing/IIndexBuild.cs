using Collab.Domain.Search;

namespace Collab.Search.Indexing;

/// <summary>
/// An index that can be built anew while the old one is searched: what happens meanwhile goes to both. Its methods throw
/// <see cref="Domain.Shared.Events.OutageException"/> when it cannot work.
/// </summary>
internal interface IIndexBuild
{
    /// <summary>A build that is wanted or under way; null when there is none.</summary>
    Task<BuildState?> FindAsync(CancellationToken ct);

    /// <summary>Asks for a build; one that is under way goes on.</summary>
    Task RequestAsync(CancellationToken ct);

    /// <summary>Begins the wanted build, or goes on with it: from now on changes go to both.</summary>
    Task<BuildState> BeginAsync(CancellationToken ct);

    /// <summary>Puts what is stored into the new index. It survives a crash after the next <see cref="SaveAsync"/>.</summary>
    Task PutAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct);

    /// <summary>Says how far the build has come.</summary>
    Task SaveAsync(BuildState state, CancellationToken ct);

    /// <summary>Searches look at the new index from now on; the old one goes.</summary>
    Task FinishAsync(CancellationToken ct);
}

/// <summary>How far a build has come.</summary>
/// <param name="Buckets">How many buckets are in, of <see cref="Domain.Shared.Ids.Bucket.Count"/>.</param>
/// <param name="Messages">How many messages that were.</param>
public sealed record BuildState(int Buckets, long Messages);
