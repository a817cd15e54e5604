using Collab.Domain.Messages;
using Collab.Domain.Streams;

namespace Collab.Domain.References;

/// <summary>What messages refer to. It is kept with the message that refers, and goes with it.</summary>
public interface IReferenceStore
{
    /// <summary>What messages of the seat's stream refer to, as far as its actor sees them; of those that refer to nothing, nothing.</summary>
    Task<IReadOnlyList<CarriedReferences>> ListAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct);

    /// <summary>Messages of the seat's stream that others refer to, as far as its actor sees them, in one reading.</summary>
    Task<IReadOnlyList<MessageView>> ListSourcesAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct);
}

/// <summary>What a message refers to.</summary>
/// <param name="Seq">The message that refers.</param>
/// <param name="References">To what, in the author's order.</param>
public sealed record CarriedReferences(long Seq, IReadOnlyList<MessageReference> References);
