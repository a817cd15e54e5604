using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Streams;

/// <summary>Who may do what in a stream: pure, so that a table of tests can cover it.</summary>
public static class StreamRules
{
    /// <summary>Largest group chat; more people make a channel.</summary>
    public const int MaxGroupMembers = 50;

    /// <summary>Above this, joins and leaves leave no row in the feed.</summary>
    public const int MaxMembersForJoinRows = 500;

    /// <summary>Above this, nobody is told who is typing.</summary>
    public const int MaxMembersForTyping = 100;

    /// <summary>Longest slow mode: six hours.</summary>
    public const int MaxSlowModeSeconds = 21_600;

    /// <summary>What cannot be done in an archived channel.</summary>
    public static Error Archived { get; } = new Error.Conflict("stream.archived", "This channel is archived. Ask a manager to open it again.");

    /// <summary>What one needs to decide after how long messages disappear: in a chat everybody may.</summary>
    public static Rights RightToSetLifetime(StreamKind kind) => kind == StreamKind.Channel ? Rights.Manage : Rights.Post;

    /// <summary>Rights in a direct or group chat.</summary>
    public static Rights ChatRights(StreamView chat) =>
        Rights.Read | Rights.Post | Rights.Respond
        | (chat.Kind == StreamKind.Group ? Rights.Invite | Rights.SetTopic : Rights.None);

    /// <summary>Rights in a channel; <paramref name="seat"/> is null for one who only looks in.</summary>
    public static Rights ChannelRights(Actor actor, StreamView channel, SeatView? seat, WorkspaceRole role)
    {
        var manages = role == WorkspaceRole.Admin || seat?.Role == SeatRole.Manager
            || (actor.IsOrganizationAdmin && (seat is not null || channel.Visibility != ChannelVisibility.Private));
        var rights = Rights.Read | (manages ? Rights.Manage : Rights.None);
        if (channel.ArchivedAt is not null)
            return rights;
        if (seat is null)
            return rights | Rights.Join;
        if (MayPost(channel, seat.Role, manages))
            rights |= Rights.Post | Rights.Respond;
        else if (channel.ThreadOnly)
            rights |= Rights.Respond;
        if (role != WorkspaceRole.Guest)
            rights |= Rights.Invite | Rights.SetTopic;
        return rights;
    }

    /// <summary>Whether somebody seated with a role may post in a channel.</summary>
    public static bool MayPost(StreamView channel, SeatRole role, bool manages) => manages || MayPost(channel.Posting, role);

    /// <summary>Whether a role alone is enough to post under a policy.</summary>
    public static bool MayPost(PostingPolicy posting, SeatRole role) => posting switch
    {
        PostingPolicy.Everyone => true,
        PostingPolicy.Selected => role is SeatRole.Poster or SeatRole.Manager,
        _ => role == SeatRole.Manager,
    };

    /// <summary>Slow mode's answer to a message that comes too soon.</summary>
    public static Error SlowMode(TimeSpan wait) =>
        new Error.TooMany(wait, "stream.slow_mode", $"Slow mode is on here: you can post again in {(int)Math.Ceiling(wait.TotalSeconds)} seconds.");

    /// <summary>Why whoever may not post may not.</summary>
    public static Error PostingClosed(PostingPolicy posting, bool threadOnly) => (posting == PostingPolicy.Selected, threadOnly) switch
    {
        (false, true) => new Error.Forbidden("stream.posting_closed", "Only managers post here. You can reply in threads."),
        (false, false) => new Error.Forbidden("stream.posting_closed", "Only managers post and reply here."),
        (true, true) => new Error.Forbidden("stream.posting_closed", "Only selected people post here. You can reply in threads."),
        (true, false) => new Error.Forbidden("stream.posting_closed", "Only selected people post and reply here."),
    };

    /// <summary>Rights in a thread follow from its parent: who may respond there may post here.</summary>
    public static Rights ThreadRights(Seat parent) =>
        (parent.Rights & (Rights.Read | Rights.Respond)) | (parent.Allows(Rights.Respond) ? Rights.Post : Rights.None);

    /// <summary>Why a seat has no row of its own in a sidebar; null when it has.</summary>
    public static Error? RefusePlace(Seat seat) =>
        seat.Stream.Kind == StreamKind.Thread ? new Error.Invalid("place.thread", "A thread is no place of the sidebar.", "stream")
        : seat.IsMember ? null
        : new Error.Forbidden("stream.not_joined", "Join this channel first.");

    /// <summary>Why a seat does not allow something.</summary>
    public static Error Refusal(Seat seat, Rights needed)
    {
        if (seat.Stream.ArchivedAt is not null && needed != Rights.Manage)
            return Archived;
        if (needed.HasFlag(Rights.Manage))
            return new Error.Forbidden("stream.managers_only", "Only managers of this channel may do this.");
        if (!seat.IsMember && seat.Stream.Kind == StreamKind.Channel)
            return new Error.Forbidden("stream.not_joined", "Join this channel first.");
        return needed.HasFlag(Rights.Post) || (needed.HasFlag(Rights.Respond) && seat.Stream is { Kind: StreamKind.Channel, ThreadOnly: false })
            ? PostingClosed(seat.Stream.Posting, seat.Stream.ThreadOnly)
            : new Error.Forbidden("stream.not_allowed", "You may not do this here. Ask a manager of this place.");
    }
}
