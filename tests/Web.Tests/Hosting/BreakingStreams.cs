using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Tests.Hosting;

/// <summary>A store with a bug in one stream.</summary>
internal sealed class BreakingStreams(IStreamStore inner) : IStreamStore
{
    public Task<Result<Done>> CreateAsync(NewStream stream, CancellationToken ct) => inner.CreateAsync(stream, ct);

    public Task<StreamWithSeat?> FindAsync(StreamId id, UserId viewer, CancellationToken ct) =>
        id.ToString() == AnswerTests.World.Broken ? throw new InvalidOperationException(AnswerTests.World.Cause) : inner.FindAsync(id, viewer, ct);

    public Task<IReadOnlyDictionary<StreamId, int>> CountMembersAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) =>
        inner.CountMembersAsync(streams, ct);

    public Task<Result<StreamView>> ChangeAsync(Seat seat, StreamChange change, CancellationToken ct) => inner.ChangeAsync(seat, change, ct);
}
