namespace Collab.Domain.Confirmations;

/// <summary>
/// How far a message that asks for confirmation has come. Those who were in when it was posted and still are, without its
/// author, have confirmed or have not.
/// </summary>
/// <param name="Confirmed">Have.</param>
/// <param name="NotConfirmed">Have not.</param>
/// <param name="Late">Those of the first who did so after the deadline.</param>
/// <param name="Deadline">Until when it was asked for.</param>
/// <param name="RemindedAt">When those who had not were last reminded.</param>
/// <param name="NextReminderAt">When they may be reminded again; null at once.</param>
public sealed record ConfirmationCounts(
    long Confirmed, long NotConfirmed, long Late, DateTimeOffset? Deadline, DateTimeOffset? RemindedAt, DateTimeOffset? NextReminderAt);
