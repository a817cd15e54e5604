using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Takes a person's seat in a channel away.</summary>
public sealed class RemoveMember(StreamAccess access, ISeatStore seats, AuditTrail audit)
{
    /// <summary>Removing whoever is not in is "not found".</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId channel, UserId person, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, channel, Rights.Manage, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Visibility == ChannelVisibility.OrgWide)
            return new Error.Conflict("stream.org_wide_cannot_be_left", "Everybody is in this channel. Deactivate the person instead.");
        var entry = audit.Entry(actor, AuditActs.ChannelMemberRemoved, $"channel:{channel}", ("person", person.ToString()));
        if (!(await seats.RemoveAsync(seat, person, entry, ct)).TryGet(out var removed, out error))
            return error;
        return removed ? Done.Value : new Error.NotFound();
    }
}
