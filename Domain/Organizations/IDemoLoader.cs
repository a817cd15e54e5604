using Collab.Domain.Shared;

namespace Collab.Domain.Organizations;

/// <summary>Fills an organization with realistic content to try everything out on.</summary>
public interface IDemoLoader
{
    /// <summary>
    /// Adds people, channels, chats and months of history to a workspace. The same seed on an empty workspace makes the
    /// same content. A conflict when the demo content is there already.
    /// </summary>
    Task<Result<DemoCast>> LoadAsync(DemoRequest request, IProgress<DemoProgress> progress, CancellationToken ct);
}
