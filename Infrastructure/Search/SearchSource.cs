using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Search;

internal sealed class SearchSource(ShardRouter router, TimeProvider time) : ISearchSource
{
    public Task<StreamView?> FindHeadAsync(StreamId stream, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync(
            async context => (await context.Streams.SingleOrDefaultAsync(s => s.Bucket == stream.Bucket && s.StreamId == stream, ct))?.ToView(), ct);

    public Task<IReadOnlyList<MessageView>> ListMessagesAsync(StreamId stream, long after, int limit, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync<IReadOnlyList<MessageView>>(
            async context =>
            {
                var rows = await context.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq > after)
                    .OrderBy(m => m.Seq).Take(limit).ToListAsync(ct);
                var now = time.GetUtcNow();
                return [.. rows.Select(r => r.ToView(now))];
            },
            ct);

    public Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct) =>
        router.For(bucket).Database.ReadAsync<IReadOnlyList<StreamView>>(
            async context =>
            {
                var rows = await context.Streams.Where(s => s.Bucket == bucket && s.StreamId > after).OrderBy(s => s.StreamId).Take(limit).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView())];
            },
            ct);
}
