using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Closes a channel: it is read, but nothing is added. Or opens it again.</summary>
public sealed class ArchiveChannel(StreamAccess access, IStreamStore streams, IChannelDirectory channels, AuditTrail audit)
{
    /// <summary>Returns the head as it is now.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(Actor actor, StreamId channel, bool archived, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, channel, Rights.Manage, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind != StreamKind.Channel)
            return new Error.Invalid("channel.not_a_channel", "Only channels can be archived.", "stream");
        var change = new StreamChange
        {
            Archived = archived,
            Note = new SystemNote(archived ? SystemNoteKind.Archived : SystemNoteKind.Unarchived, []),
            Audit = audit.Entry(actor, archived ? AuditActs.ChannelArchived : AuditActs.ChannelUnarchived, $"channel:{channel}", ("name", seat.Stream.Name)),
        };
        if (!(await streams.ChangeAsync(seat, change, ct)).TryGet(out var head, out error))
            return error;
        await ChannelHeads.CopyNowAsync(channels, head, ct);
        return head;
    }
}
