using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Confirmations;

/// <summary>Who may ask for confirmation where, and who is asked: pure, so that a table of tests can cover it.</summary>
public static class ConfirmationRules
{
    /// <summary>The farthest deadline from now.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(366);

    /// <summary>Those who have not confirmed are reminded of a message at most this often.</summary>
    public static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(1);

    /// <summary>
    /// Why a message may not ask; null when it may. Whether its deadline is over is asked by the store alone (<see cref="Over"/>):
    /// whoever asks again after a lost answer gets the message that is there, however late it has become.
    /// </summary>
    public static Error? Refusal(StreamView place, DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (place.Kind == StreamKind.Thread)
            return new Error.Invalid("confirmation.in_thread", "Replies in a thread ask nobody to confirm. Ask with a message in the channel.", "confirmation");
        return deadline - now > LongestDeadline
            ? new Error.Invalid("confirmation.deadline_far", "A deadline is at most a year away. Choose an earlier one.", "confirmation.deadline")
            : null;
    }

    /// <summary>Why a new message may not ask until then: it is over. Null when it is not.</summary>
    public static Error? Over(ConfirmationRequest? request, DateTimeOffset now) =>
        request?.Deadline <= now ? new Error.Invalid("confirmation.deadline_past", "This deadline is over already. Choose a later one.", "confirmation.deadline") : null;

    /// <summary>True when a message asks a person: one who was in when it was posted and did not write it.</summary>
    public static bool Asks(MessageView message, UserId user, SeatView? seat) =>
        message is { State: MessageState.Posted, Confirmation: not null } && message.Author != user && seat is { IsActive: true } && seat.JoinedSeq < message.Seq;

    /// <summary>When those who have not confirmed may be reminded again; null at once.</summary>
    public static DateTimeOffset? NextReminder(ConfirmationRequest request, DateTimeOffset now) =>
        request.RemindedAt + BetweenReminders is { } next && next > now ? next : null;
}
