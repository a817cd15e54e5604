using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Edits;

/// <summary>The organization's policy of edits, and what single workspaces have otherwise.</summary>
/// <param name="Organization">What holds everywhere else, and in chats.</param>
/// <param name="Workspaces">What holds otherwise in single workspaces.</param>
public sealed record EditRules(EditPolicy Organization, IReadOnlyDictionary<WorkspaceId, EditChoice> Workspaces)
{
    /// <summary>Somebody's earlier texts are not to be read.</summary>
    public static Error HistoryHidden { get; } = new Error.Forbidden("edits.hidden", "Earlier texts are shown to their author alone: those who run the organization have decided so.");

    /// <summary>What holds in a workspace, or with null in chats.</summary>
    public EditPolicy For(WorkspaceId? workspace) =>
        workspace is { } id && Workspaces.TryGetValue(id, out var own)
            ? new EditPolicy(own.Window ?? Organization.Window, own.ShowsHistory ?? Organization.ShowsHistory)
            : Organization;

    /// <summary>Why a message cannot be edited at an instant; null when it can. The last instant of the window is in it.</summary>
    public static Error? Refusal(TimeSpan window, DateTimeOffset postedAt, DateTimeOffset now) =>
        window <= TimeSpan.Zero ? new Error.Forbidden("edit.off", "Messages are not edited here: those who run the organization have decided so.")
        : now - postedAt <= window ? null
        : TooLate((long)window.TotalMinutes);

    private static Error.Forbidden TooLate(long minutes) =>
        minutes % (24 * 60) == 0 && minutes > 24 * 60
            ? new Error.Forbidden("edit.too_late", $"A message can be edited for {minutes / (24 * 60)} days, and they are over. Write a new one.")
        : minutes % 60 == 0 && minutes > 60
            ? new Error.Forbidden("edit.too_late", $"A message can be edited for {minutes / 60} hours, and they are over. Write a new one.")
            : new Error.Forbidden("edit.too_late", $"A message can be edited for {minutes} minutes, and they are over. Write a new one.");
}

/// <summary>What a workspace has of its own; what is null follows the organization.</summary>
/// <param name="Window">See <see cref="EditPolicy.Window"/>.</param>
/// <param name="ShowsHistory">See <see cref="EditPolicy.ShowsHistory"/>.</param>
public sealed record EditChoice(TimeSpan? Window, bool? ShowsHistory)
{
    /// <summary>Everything as the organization has it.</summary>
    public static EditChoice AsOrganization { get; } = new(null, null);
}
