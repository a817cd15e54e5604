using Collab.Domain.Organizations;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Channels;

/// <summary>
/// Does what a change of the directory left to be done in the buckets. Every step is idempotent: a task that was
/// interrupted is simply done again, by whoever finds it.
/// </summary>
public sealed class DirectoryTasks(
    IDirectoryTaskStore tasks, IStreamStore streams, ISeatStore seats, IChannelDirectory channels, IWorkspaceStore workspaces,
    SettleReceipts receipts)
{
    /// <summary>So many are seated in one transaction, and while the maker of an org-wide channel waits.</summary>
    public const int SeatsPerStep = 200;

    /// <summary>Does a task and strikes it off.</summary>
    public async Task<Result<Done>> RunAsync(DirectoryTask task, CancellationToken ct)
    {
        var done = task.Work switch
        {
            DirectoryWork.MakeStream work => await MakeAsync(work, ct),
            DirectoryWork.RenameStream work => await RenameAsync(work, ct),
            DirectoryWork.SeatPeople work => await SeatPersonAsync(work, ct),
            DirectoryWork.SettleReceipts work => await receipts.RunAsync(work.User, ct),
            _ => throw new InvalidOperationException($"Unknown work: {task.Work.GetType().Name}."),
        };
        if (!done.IsOk)
            return done;
        await tasks.CompleteAsync(task.Id, ct);
        return Done.Value;
    }

    /// <summary>
    /// Does what its maker waits for. Of a large workspace that is to be seated the first are; the rest is left to whoever
    /// looks for open tasks, within seconds.
    /// </summary>
    public async Task<Result<Done>> BeginAsync(DirectoryTask task, CancellationToken ct)
    {
        if (task.Work is not DirectoryWork.MakeStream { Stream: { Head: { Visibility: ChannelVisibility.OrgWide, Workspace: { } workspace } head } stream })
            return await RunAsync(task, ct);
        if (!(await streams.CreateAsync(stream, ct)).TryGet(out _, out var error) || !(await SeatStepAsync(head, workspace, null, ct)).TryGet(out var step, out error))
            return error;
        await (step.Next is null ? tasks.CompleteAsync(task.Id, ct) : tasks.HandOverAsync(task.Id, ct));
        return Done.Value;
    }

    private async Task<Result<Done>> MakeAsync(DirectoryWork.MakeStream work, CancellationToken ct)
    {
        if (!(await streams.CreateAsync(work.Stream, ct)).TryGet(out _, out var error))
            return error;
        return work.Stream.Head is { Visibility: ChannelVisibility.OrgWide, Workspace: { } workspace } head
            ? await SeatWorkspaceAsync(head, workspace, ct)
            : Done.Value;
    }

    private async Task<Result<Done>> RenameAsync(DirectoryWork.RenameStream work, CancellationToken ct)
    {
        if (await streams.FindAsync(work.Stream, work.By, ct) is not { } found)
            return new Error.Unavailable("task.not_ready", "The stream is not made yet.");
        // The right was checked when the name was reserved; the actor may be gone by now.
        var seat = new Seat(new Actor(work.By, found.Head.Organization, OrganizationRole.Member), found.Head, found.Seat, Rights.Manage);
        var note = new Messages.SystemNote(Messages.SystemNoteKind.Renamed, [], work.Name);
        var changed = await streams.ChangeAsync(seat, new StreamChange { Name = work.Name, NameVersion = work.Version, Note = note }, ct);
        return changed.TryGet(out _, out var error) ? Done.Value : error;
    }

    private async Task<Result<Done>> SeatPersonAsync(DirectoryWork.SeatPeople work, CancellationToken ct)
    {
        var places = work.IsGuest ? work.Channels : [.. await channels.ListOrgWideAsync(work.Workspace, ct), .. work.Channels];
        foreach (var place in places.Distinct())
        {
            var seated = await seats.AddAsync(place, work.User, [new NewSeat(work.User, SeatRole.Member)], null, ct);
            // A channel that was archived between invitation and arrival seats nobody, and that is right.
            if (!seated.TryGet(out _, out var error) && error is not (Error.NotFound or Error.Conflict))
                return error;
        }

        return Done.Value;
    }

    private async Task<Result<Done>> SeatWorkspaceAsync(StreamView channel, WorkspaceId workspace, CancellationToken ct)
    {
        Cursor? cursor = null;
        do
        {
            if (!(await SeatStepAsync(channel, workspace, cursor, ct)).TryGet(out var step, out var error))
            {
                // Archived before everybody was in: it seats nobody any more, and that is right.
                return error is Error.Conflict ? Done.Value : error;
            }

            cursor = step.Next;
        }
        while (cursor is not null);
        return Done.Value;
    }

    private async Task<Result<Step>> SeatStepAsync(StreamView channel, WorkspaceId workspace, Cursor? cursor, CancellationToken ct)
    {
        var page = await workspaces.ListMembersAsync(workspace, cursor, SeatsPerStep, ct);
        NewSeat[] wanted = [.. page.Items.Where(m => m.Role != WorkspaceRole.Guest && m.Person.IsActive).Select(m => new NewSeat(m.Person.Id, SeatRole.Member))];
        return (await seats.AddAsync(channel.Id, channel.CreatedBy, wanted, null, ct)).TryGet(out _, out var error) ? new Step(page.Next) : error;
    }

    private sealed record Step(Cursor? Next);
}
