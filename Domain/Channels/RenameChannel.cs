using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Gives a channel a new name.</summary>
public sealed class RenameChannel(StreamAccess access, IChannelDirectory channels, IStreamStore streams, DirectoryTasks tasks, AuditTrail audit)
{
    /// <summary>Returns the head as it is now; a conflict when the name is taken.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(Actor actor, StreamId channel, string? name, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, channel, Rights.Manage, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind != StreamKind.Channel)
            return new Error.Invalid("channel.not_a_channel", "Only channels have names.", "stream");
        if (seat.Stream.ArchivedAt is not null)
            return new Error.Conflict("stream.archived", "This channel is archived. Open it again first.");
        if (!ChannelName.Parse(name).TryGet(out var wanted, out error))
            return error;
        if (wanted.Value == seat.Stream.Name)
            return seat.Stream;
        var entry = audit.Entry(actor, AuditActs.ChannelRenamed, $"channel:{channel}", ("from", seat.Stream.Name), ("to", wanted.Value));
        var renamed = await channels.RenameAsync(channel, wanted.Value, actor.User, entry, ct);
        if (!renamed.TryGet(out var task, out error) || !(await tasks.RunAsync(task, ct)).TryGet(out _, out error))
            return error;
        return await streams.FindAsync(channel, actor.User, ct) is { } found ? found.Head : new Error.NotFound();
    }
}
