using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Holds;

/// <summary>What holds have kept, beside the messages of its streams.</summary>
internal sealed class HeldMessages(ShardRouter router, BucketGate gate, IHoldStore holds) : IHeldMessages
{
    public Task<IReadOnlyDictionary<long, HeldMessage>> FindAsync(AuditPermit permit, StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync<IReadOnlyDictionary<long, HeldMessage>>(
            async context =>
            {
                var rows = await Of(context, permit, stream).Where(h => seqs.Contains(h.Seq)).ToListAsync(ct);
                return rows.ToDictionary(h => h.Seq, h => h.ToView());
            },
            ct);

    public Task<FileView?> FindFileAsync(AuditPermit permit, StreamId stream, FileId file, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync(
            async context =>
            {
                // Its number stands in what was kept of its message; which place it is in as well: a thread's files are its parent's.
                var named = $"\"{file}\"";
                foreach (var row in await Of(context, permit, stream).Where(h => h.Content.Contains(named)).ToListAsync(ct))
                {
                    if (row.ToView().Message.Attachments.All(a => a.Id != file))
                        continue;
                    var place = row.PlaceId;
                    var found = await context.Files.SingleOrDefaultAsync(f => f.Bucket == place.Bucket && f.StreamId == place && f.FileId == file && f.State == FileState.Held, ct);
                    return found?.ToView();
                }

                return null;
            },
            ct);

    public async Task<HeldFigures> CountAsync(Hold hold, CancellationToken ct)
    {
        var (messages, bytes, isPartial) = (0L, 0L, false);
        foreach (var shard in router.All)
        {
            if (shard.Database.Reach.IsAway)
            {
                isPartial = true;
                continue;
            }

            var buckets = router.BucketsOn([shard]).ToArray();
            var found = await shard.Database.ReadAsync(
                async context => await CoveredBy(context, hold).Where(h => buckets.Contains(h.Bucket)).GroupBy(_ => 1).Select(g => new { Messages = g.LongCount(), Bytes = g.Sum(h => h.Bytes) }).FirstOrDefaultAsync(ct), ct);
            (messages, bytes) = (messages + (found?.Messages ?? 0), bytes + (found?.Bytes ?? 0));
        }

        return new HeldFigures(messages, bytes, isPartial);
    }

    public Task<IReadOnlyList<HeldMessage>> ListAsync(StreamId stream, long after, int limit, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync<IReadOnlyList<HeldMessage>>(
            async context =>
            {
                var rows = await context.HeldMessages.Where(h => h.Bucket == stream.Bucket && h.StreamId == stream && h.Seq > after).OrderBy(h => h.Seq).Take(limit).ToListAsync(ct);
                return [.. rows.Select(h => h.ToView())];
            },
            ct);

    public Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct) =>
        router.For(bucket).Database.ReadAsync<IReadOnlyList<StreamView>>(
            async context =>
            {
                var rows = await context.Streams.Where(s => s.Bucket == bucket && s.StreamId > after && context.HeldMessages.Any(h => h.Bucket == bucket && h.StreamId == s.StreamId))
                    .OrderBy(s => s.StreamId).Take(limit).ToListAsync(ct);
                return [.. rows.Select(s => s.ToView())];
            },
            ct);

    public async Task<UnheldPage> ListUnheldAsync(Bucket bucket, HeldKey? after, int limit, CancellationToken ct)
    {
        var inForce = await holds.ListInForceAsync(ct);
        return await router.For(bucket).Database.ReadAsync(
            async context =>
            {
                var (stream, seq) = (after?.Stream ?? new StreamId(0), after?.Seq ?? 0);
                var rows = await context.HeldMessages.Where(h => h.Bucket == bucket && (h.StreamId > stream || (h.StreamId == stream && h.Seq > seq)))
                    .OrderBy(h => h.StreamId).ThenBy(h => h.Seq).Take(limit).ToListAsync(ct);
                var unheld = await UnheldAsync(context, bucket, inForce, rows, ct);
                return new UnheldPage(
                    [.. unheld.Select(h => (new HeldKey(h.StreamId, h.Seq), h.MessageId, h.Revision))], rows.Count == limit ? new HeldKey(rows[^1].StreamId, rows[^1].Seq) : null);
            },
            ct);
    }

    public async Task<Result<DroppedHeld>> DropAsync(Bucket bucket, IReadOnlyCollection<HeldKey> messages, CancellationToken ct)
    {
        var inForce = await holds.ListInForceAsync(ct);
        return await gate.WriteAsync<DroppedHeld>(
            bucket,
            async context =>
            {
                var dropped = new List<FileKey>();
                var (streams, seqs) = (messages.Select(m => m.Stream).Distinct().ToArray(), messages.Select(m => m.Seq).Distinct().ToArray());
                var rows = (await context.HeldMessages.AsTracking().Where(h => h.Bucket == bucket && streams.Contains(h.StreamId) && seqs.Contains(h.Seq)).ToListAsync(ct))
                    .Where(h => messages.Contains(new HeldKey(h.StreamId, h.Seq))).ToList();
                // A hold may have been placed since they were listed.
                var unheld = await UnheldAsync(context, bucket, inForce, rows, ct);
                foreach (var row in unheld)
                {
                    dropped.AddRange(await DropFilesAsync(context, row, ct));
                    context.HeldMessages.Remove(row);
                }

                return new DroppedHeld([.. rows.Except(unheld).Select(h => new HeldKey(h.StreamId, h.Seq))], dropped);
            },
            ct);
    }

    private static async Task<IReadOnlyList<FileKey>> DropFilesAsync(ShardContext context, HeldMessageRow row, CancellationToken ct)
    {
        FileId[] files = [.. row.ToView().Message.Attachments.Select(a => a.Id)];
        if (files.Length == 0)
            return [];
        foreach (var file in await context.Files.AsTracking().Where(f => f.Bucket == row.Bucket && f.StreamId == row.PlaceId && files.Contains(f.FileId) && f.State == FileState.Held).ToListAsync(ct))
            (file.State, file.Name, file.MediaType, file.Sha256) = (FileState.Dropped, "", null, null);
        return [.. files.Select(id => new FileKey(row.PlaceId, id))];
    }

    private static async Task<IReadOnlyList<HeldMessageRow>> UnheldAsync(ShardContext context, Bucket bucket, IReadOnlyList<Hold> inForce, IReadOnlyList<HeldMessageRow> rows, CancellationToken ct)
    {
        var subjects = rows.Select(h => new HeldCopies.Subject(h.OrganizationId, h.PlaceId, h.AuthorId, h.PostedAt)).ToList();
        var covered = await HeldCopies.CoveredAsync(context, bucket, inForce, subjects, ct);
        return [.. rows.Where((_, i) => !covered[i])];
    }

    private static IQueryable<HeldMessageRow> Of(ShardContext context, AuditPermit permit, StreamId stream)
    {
        var organization = permit.Actor.Organization;
        return context.HeldMessages.Where(h => h.Bucket == stream.Bucket && h.StreamId == stream && h.OrganizationId == organization);
    }

    // The same as HoldScope.Covers, where the database can count.
    private static IQueryable<HeldMessageRow> CoveredBy(ShardContext context, Hold hold)
    {
        var (organization, scope) = (hold.Organization, hold.Scope);
        var (people, channels) = (scope.People.ToArray(), scope.Channels.ToArray());
        var rows = context.HeldMessages.Where(h => h.OrganizationId == organization);
        if (scope.From is { } from)
            rows = rows.Where(h => h.PostedAt >= from);
        if (scope.Until is { } until)
            rows = rows.Where(h => h.PostedAt < until);
        return scope.Everything ? rows : rows.Where(h => channels.Contains(h.PlaceId) || people.Contains(h.AuthorId)
            || context.Seats.Any(s => s.Bucket == h.Bucket && s.StreamId == h.PlaceId && people.Contains(s.UserId)));
    }
}
