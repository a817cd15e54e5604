using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.Channels;

/// <summary>Channels' names in the directory.</summary>
internal sealed class ChannelDirectory(Database<DirectoryContext> directory, DirectoryTaskWriter tasks) : IChannelDirectory
{
    private const string List = "channels";

    // Far more than one person leaves undone, also in an outage of hours: making channels has a rate limit.
    private const int MaxUnfinished = 1000;

    public Task<Result<DirectoryTask>> ReserveAsync(ChannelEntry channel, NewStream stream, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<DirectoryTask>(
            async context =>
            {
                if (await Named(context, channel.Workspace, channel.Name).SingleOrDefaultAsync(ct) is { } taken)
                    return await FindUnfinishedAsync(context, taken, channel, ct) is { } left ? left : NameTaken(channel.Name);
                context.Add(ChannelRow.From(channel));
                context.Add(AuditEntryRow.From(audit));
                return tasks.Leave(context, new DirectoryWork.MakeStream(stream), channel.CreatedBy);
            },
            ct);

    public Task<Result<DirectoryTask>> RenameAsync(StreamId channel, string name, UserId by, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<DirectoryTask>(
            async context =>
            {
                if (await new DirectoryLocks(context, directory.Sql).ChannelAsync(channel, ct) is not { } row)
                    return new Error.NotFound();
                if (row.Name != name && await Named(context, row.WorkspaceId, name).AnyAsync(ct))
                    return NameTaken(name);
                row.Name = name;
                row.NameVersion++;
                context.Add(AuditEntryRow.From(audit));
                return tasks.Leave(context, new DirectoryWork.RenameStream(channel, name, by, row.NameVersion));
            },
            ct);

    public Task CopyHeadAsync(StreamView head, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                var row = await new DirectoryLocks(context, directory.Sql).ChannelAsync(head.Id, ct);
                if (row is null || row.HeadVersion >= head.Version)
                    return;
                (row.Topic, row.Purpose, row.IsArchived, row.HeadVersion) = (head.Topic, head.Purpose, head.ArchivedAt is not null, head.Version);
            },
            ct);

    public Task<Page<ChannelEntry>> BrowseAsync(
        WorkspaceId workspace, ChannelFilter filter, IReadOnlySet<StreamId> mine, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var channels = Shown(context.Channels.Where(c => c.WorkspaceId == workspace), filter.Show, mine);
                if (filter.NamePrefix.Length > 0)
                {
                    var end = Prefix.End(filter.NamePrefix);
                    channels = channels.Where(c => string.Compare(c.Name, filter.NamePrefix) >= 0 && string.Compare(c.Name, end) < 0);
                }

                if (filter.NamePart.Length > 0)
                    channels = channels.Where(c => c.Name.Contains(filter.NamePart));
                if (cursor is not null)
                    channels = channels.Where(c => string.Compare(c.Name, cursor.Key) > 0);
                var rows = await channels.OrderBy(c => c.Name).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, r => r.ToView(), r => new Cursor(List, r.Name));
            },
            ct);

    public Task<IReadOnlyList<ChannelEntry>> FindByNamesAsync(WorkspaceId workspace, IReadOnlyCollection<string> names, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<ChannelEntry>>(
            async context =>
            {
                var rows = await context.Channels.Where(c => c.WorkspaceId == workspace && names.Contains(c.Name)).OrderBy(c => c.Name).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView())];
            },
            ct);

    public Task<IReadOnlyList<StreamId>> ListOrgWideAsync(WorkspaceId workspace, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<StreamId>>(
            async context => await context.Channels
                .Where(c => c.WorkspaceId == workspace && c.Visibility == ChannelVisibility.OrgWide)
                .OrderBy(c => c.StreamId).Select(c => c.StreamId).ToListAsync(ct),
            ct);

    private static IQueryable<ChannelRow> Shown(IQueryable<ChannelRow> channels, ChannelShow show, IReadOnlySet<StreamId> mine)
    {
        var open = channels.Where(c => c.IsArchived == (show == ChannelShow.Archived));
        return show switch
        {
            ChannelShow.NotJoined => open.Where(c => c.Visibility != ChannelVisibility.Private && !mine.Contains(c.StreamId)),
            ChannelShow.Joined => open.Where(c => mine.Contains(c.StreamId)),
            ChannelShow.Private => open.Where(c => c.Visibility == ChannelVisibility.Private && mine.Contains(c.StreamId)),
            _ => open.Where(c => c.Visibility != ChannelVisibility.Private || mine.Contains(c.StreamId)),
        };
    }

    private static IQueryable<ChannelRow> Named(DirectoryContext context, WorkspaceId workspace, string name) =>
        context.Channels.Where(c => c.WorkspaceId == workspace && c.Name == name);

    // Who wants it private now must not be given the public one that she began.
    private static async Task<DirectoryTask?> FindUnfinishedAsync(DirectoryContext context, ChannelRow taken, ChannelEntry wanted, CancellationToken ct)
    {
        if (taken.CreatedBy != wanted.CreatedBy || taken.Visibility != wanted.Visibility)
            return null;
        var rows = await context.Tasks.Where(t => t.UserId == wanted.CreatedBy).OrderBy(t => t.TaskId).Take(MaxUnfinished).ToListAsync(ct);
        return rows.Select(r => r.ToView()).FirstOrDefault(t => t.Work is DirectoryWork.MakeStream work && work.Stream.Head.Id == taken.StreamId);
    }

    private static Error.Conflict NameTaken(string name) => new("channel.name_taken", $"There is a channel named #{name} already. Choose another name.");
}
