using Collab.Domain.Messages;
using Collab.Domain.References;
using Collab.Domain.Streams;
using Collab.Infrastructure.Hidden;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.References;

/// <summary>Reads the column of messages that says what they refer to. It is written where messages are.</summary>
internal sealed class ReferenceStore(ShardRouter router, TimeProvider time) : IReferenceStore
{
    public Task<IReadOnlyList<CarriedReferences>> ListAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<CarriedReferences>>(
            async context =>
            {
                var rows = await context.MessagesOf(seat, time.GetUtcNow()).Where(m => seqs.Contains(m.Seq) && m.State == MessageState.Posted && m.Refs != null).Select(m => new { m.Seq, m.Refs }).ToListAsync(ct);
                return [.. rows.Select(r => new CarriedReferences(r.Seq, Json.ReadList<MessageReference>(r.Refs)))];
            },
            ct);

    public Task<IReadOnlyList<MessageView>> ListSourcesAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<MessageView>>(
            async context =>
            {
                var rows = await context.MessagesOf(seat, time.GetUtcNow()).Where(m => seqs.Contains(m.Seq)).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView())];
            },
            ct);
}
