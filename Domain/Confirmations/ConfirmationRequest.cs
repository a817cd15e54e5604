namespace Collab.Domain.Confirmations;

/// <summary>That a message asks whoever is in to confirm it.</summary>
/// <param name="Deadline">Until when, as everybody sees it; null when it does not matter. Who confirms later does so late.</param>
/// <param name="RemindedAt">When those who had not confirmed were last reminded.</param>
public sealed record ConfirmationRequest(DateTimeOffset? Deadline, DateTimeOffset? RemindedAt = null);
