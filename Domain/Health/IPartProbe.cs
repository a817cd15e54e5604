namespace Collab.Domain.Health;

/// <summary>Asks the parts that Collab runs on whether they are there.</summary>
public interface IPartProbe
{
    /// <summary>Directory, shards and bus, in this order; takes a few seconds at most, whatever does not answer.</summary>
    Task<IReadOnlyList<PartView>> AskAsync(CancellationToken ct);
}
