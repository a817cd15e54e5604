using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Channels;

/// <summary>Makes a channel with its maker as manager. An org-wide one, made by admins only, seats the whole workspace.</summary>
public sealed class CreateChannel(
    IWorkspaceStore workspaces, IChannelDirectory channels, IStreamStore streams, DirectoryTasks tasks, AuditTrail audit, IRateLimits limits, IIdSource ids,
    TimeProvider time)
{
    /// <summary>
    /// Returns the channel's head; a conflict when the name is taken. Unavailable when the channel's database is away: then
    /// its maker keeps the name, and the same request makes the channel later.
    /// </summary>
    public async Task<Result<StreamView>> ExecuteAsync(CreateChannelRequest request, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        if (role == WorkspaceRole.Guest)
            return new Error.Forbidden("channel.guests_cannot_create", "Guests cannot make channels. Ask a member.");
        if (request.Visibility == ChannelVisibility.OrgWide && role != WorkspaceRole.Admin)
            return new Error.Forbidden("channel.org_wide_admins_only", "Only admins of the workspace make org-wide channels.");
        if (!limits.Take(request.Actor.User, RateKind.Create).TryGet(out _, out var error))
            return error;
        if (!Draft(request).TryGet(out var head, out error))
            return error;
        var entry = new ChannelEntry(
            head.Id, request.Workspace, head.Name, head.Topic, head.Purpose, head.Visibility, false, head.CreatedBy, head.CreatedAt);
        var reserved = await channels.ReserveAsync(entry, new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), Audited(request.Actor, head), ct);
        return reserved.TryGet(out var task, out error) ? await MakeAsync(request.Actor, head, task, ct) : error;
    }

    // From here on the name is hers, whatever happens: she goes on by asking again, or whoever finds the task does it.
    private async Task<Result<StreamView>> MakeAsync(Actor actor, StreamView wanted, DirectoryTask task, CancellationToken ct)
    {
        try
        {
            if (!(await tasks.BeginAsync(task, ct)).TryGet(out _, out var error))
                return error;
            var id = task.Work is DirectoryWork.MakeStream work ? work.Stream.Head.Id : wanted.Id;
            var made = await streams.FindAsync(id, actor.User, ct);
            if (made is not { Seat: { } seat } || id == wanted.Id)
                return made?.Head ?? wanted;
            // It was begun by an earlier request, which may have wanted something else of it.
            var change = new StreamChange { Topic = wanted.Topic, Purpose = wanted.Purpose, Posting = wanted.Posting };
            return await streams.ChangeAsync(new Seat(actor, made.Head, seat, Rights.Manage | Rights.SetTopic), change, ct);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            return new Error.Unavailable("storage.away", "The server of this channel is temporarily unavailable. The name is kept for you: try again in a moment.");
        }
    }

    private Result<StreamView> Draft(CreateChannelRequest request)
    {
        if (!ChannelName.Parse(request.Name).TryGet(out var name, out var error)
            || !Topic.Parse(request.Topic).TryGet(out var topic, out error)
            || !Topic.Parse(request.Purpose, "purpose").TryGet(out var purpose, out error))
            return error;
        if (!Enum.IsDefined(request.Visibility) || !Enum.IsDefined(request.Posting))
            return new Error.Invalid("channel.kind_invalid", "A channel is public, private or org-wide.", "visibility");
        return new StreamView
        {
            Id = ids.NextInAnyBucket<StreamId>(),
            Kind = StreamKind.Channel,
            Organization = request.Actor.Organization,
            Workspace = request.Workspace,
            Name = name.Value,
            Topic = topic.Value,
            Purpose = purpose.Value,
            Visibility = request.Visibility,
            Posting = request.Posting,
            CreatedBy = request.Actor.User,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private AuditEntry Audited(Actor actor, StreamView head) =>
        audit.Entry(actor, AuditActs.ChannelCreated, $"channel:{head.Id}", ("name", head.Name), ("visibility", head.Visibility.ToString()));
}

/// <summary>A channel to be made.</summary>
/// <param name="Actor">Its maker.</param>
/// <param name="Workspace">Where.</param>
/// <param name="Name">Its name.</param>
/// <param name="Visibility">Who may find it.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Purpose">Its purpose.</param>
/// <param name="Posting">Who may post.</param>
public sealed record CreateChannelRequest(
    Actor Actor, WorkspaceId Workspace, string? Name, ChannelVisibility Visibility = ChannelVisibility.Public, string? Topic = null, string? Purpose = null,
    PostingPolicy Posting = PostingPolicy.Everyone);
