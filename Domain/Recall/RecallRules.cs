using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>The organization's policy of recall, and what single workspaces have otherwise.</summary>
/// <param name="Organization">What holds everywhere else, and in chats.</param>
/// <param name="Workspaces">What holds otherwise in single workspaces.</param>
public sealed record RecallRules(RecallPolicy Organization, IReadOnlyDictionary<WorkspaceId, RecallChoice> Workspaces)
{
    /// <summary>Somebody else's message is not to be recalled.</summary>
    public static Error NotYours { get; } = new Error.Forbidden("message.not_yours", "Only its author can recall a message for everyone.");

    /// <summary>What holds in a workspace, or with null in chats.</summary>
    public RecallPolicy For(WorkspaceId? workspace) =>
        workspace is { } id && Workspaces.TryGetValue(id, out var own)
            ? new RecallPolicy(own.Window ?? Organization.Window, own.AllowsRemoval ?? Organization.AllowsRemoval)
            : Organization;

    /// <summary>Why a message cannot be recalled at an instant; null when it can. The last instant of the window is in it.</summary>
    public static Error? Refusal(TimeSpan window, DateTimeOffset postedAt, DateTimeOffset now) =>
        window <= TimeSpan.Zero ? new Error.Forbidden("recall.off", "Messages are not recalled here: those who run the organization have decided so.")
        : now - postedAt <= window ? null
        : TooLate((long)window.TotalMinutes);

    private static Error.Forbidden TooLate(long minutes) =>
        minutes % (24 * 60) == 0 && minutes > 24 * 60
            ? new Error.Forbidden("recall.too_late", $"A message can be recalled for {minutes / (24 * 60)} days, and they are over. Ask a manager of this place.")
        : minutes % 60 == 0 && minutes > 60
            ? new Error.Forbidden("recall.too_late", $"A message can be recalled for {minutes / 60} hours, and they are over. Ask a manager of this place.")
            : new Error.Forbidden("recall.too_late", $"A message can be recalled for {minutes} minutes, and they are over. Ask a manager of this place.");
}

/// <summary>What a workspace has of its own; what is null follows the organization.</summary>
/// <param name="Window">See <see cref="RecallPolicy.Window"/>.</param>
/// <param name="AllowsRemoval">See <see cref="RecallPolicy.AllowsRemoval"/>.</param>
public sealed record RecallChoice(TimeSpan? Window, bool? AllowsRemoval)
{
    /// <summary>Everything as the organization has it.</summary>
    public static RecallChoice AsOrganization { get; } = new(null, null);
}
