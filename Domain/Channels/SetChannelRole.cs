using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Makes a member of a channel its manager, or a manager a member again.</summary>
public sealed class SetChannelRole(StreamAccess access, ISeatStore seats, AuditTrail audit)
{
    /// <summary>A channel keeps at least one manager.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId channel, UserId person, SeatRole role, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, channel, Rights.Manage, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind != StreamKind.Channel || !Enum.IsDefined(role))
            return new Error.Invalid("channel.role_invalid", "In a channel a person is a member or a manager.", "role");
        var entry = audit.Entry(actor, AuditActs.ChannelRoleChanged, $"channel:{channel}", ("person", person.ToString()), ("to", role.ToString()));
        return await seats.SetRoleAsync(seat, person, role, entry, ct);
    }
}
