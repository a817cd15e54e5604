using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>One index: it holds the messages from an id on, up to where the next one begins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Generation">The build that it belongs to.</param>
/// <param name="Number">Its number there.</param>
/// <param name="From">The lowest id that it holds.</param>
/// <param name="Schema">The <see cref="IndexSchema.Version"/> that it was made with.</param>
internal sealed record IndexPart(string Name, int Generation, int Number, MessageId From, int Schema)
{
    /// <summary>Whether searches look there.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it is being built.</summary>
    public bool IsBuilding { get; init; }

    /// <summary>Whether nothing can be written there, as when disks are full.</summary>
    public bool IsBlocked { get; init; }
}
