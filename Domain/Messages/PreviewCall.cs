using Collab.Domain.Confirmations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;

namespace Collab.Domain.Messages;

/// <summary>
/// Says before it is sent how many people a text would call, so that a page can ask first. From <see cref="BroadcastRules.LargePlace"/>
/// people on, nobody is looked at one by one: who is online is known in memory, and zones are those of the workspace.
/// </summary>
public sealed class PreviewCall(StreamAccess access, IMessageText texts, IPeopleStore people, Callings callings, CallCrowd crowd)
{
    /// <summary>What the text would do in a stream; in a thread, what it would do in its channel.</summary>
    public async Task<Result<CallPreview>> ExecuteAsync(Actor actor, StreamId stream, string? typed, bool asksConfirmation, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Parent is { } parent && !(await access.EnterAsync(actor, parent, ct)).TryGet(out seat, out error))
            return error;
        if (typed is null or { Length: > MessageText.MaxLength } || (!asksConfirmation && !typed.Contains('@', StringComparison.Ordinal)) || seat.Stream.Workspace is not { } workspace)
            return CallPreview.Nobody;
        var parsed = texts.Parse(PlainText.Block(typed));
        var broadcast = await callings.BroadcastOfAsync(seat, new TypedMessage(typed, null) { Confirmation = asksConfirmation ? new ConfirmationRequest(null) : null }, parsed, ct);
        if (!broadcast.TryGet(out var wanted, out error))
            return new CallPreview(seat.Stream.MemberCount - 1, null, 0, 0, error);
        if (wanted == Broadcast.Here)
            return await crowd.OfThoseHereAsync(seat, workspace, ct);
        if (wanted is Broadcast.Channel or Broadcast.Confirmation)
            return await crowd.OfPlaceAsync(seat, workspace, ct);
        // A guest calls no groups, and learns of none.
        if ((await people.FindAsync([actor.User], ct)).SingleOrDefault()?.IsGuest != false)
            return CallPreview.Nobody;
        var groups = await callings.GroupsAsync(seat.Stream, [.. parsed.Handles.Take(2 * MessageText.MaxMentions)], ct);
        return groups.Sum(g => g.MemberCount) <= BroadcastRules.AsksAbove ? CallPreview.Nobody
            : await crowd.OfGroupsAsync(seat, workspace, [.. groups.Take(UserGroup.MaxPerMessage)], ct);
    }
}

/// <summary>Whom a text would call.</summary>
/// <param name="People">How many besides oneself.</param>
/// <param name="Online">How many of them are online, or were in the last minutes; null when it may not be sent so.</param>
/// <param name="Zones">In how many time zones they are, as far as is known.</param>
/// <param name="AtNight">For how many of them it is night (22 to 7 o'clock), about.</param>
/// <param name="Refusal">Why it may not be sent so; null when it may.</param>
public sealed record CallPreview(int People, int? Online, int Zones, int AtNight, Error? Refusal = null)
{
    /// <summary>Of a call of those who are online: among how many they are. Null otherwise.</summary>
    public int? Among { get; init; }

    /// <summary>Nobody but those it names.</summary>
    public static CallPreview Nobody { get; } = new(0, 0, 0, 0);

    /// <summary>True when a page asks before it sends.</summary>
    public bool Asks => Refusal is null && People > BroadcastRules.AsksAbove;
}
