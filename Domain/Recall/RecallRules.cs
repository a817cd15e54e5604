using System.Globalization;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>The organization's policy of recall, and those of workspaces that have one of their own.</summary>
/// <param name="Organization">What holds everywhere else, and in chats.</param>
/// <param name="Workspaces">What holds in single workspaces.</param>
public sealed record RecallRules(RecallPolicy Organization, IReadOnlyDictionary<WorkspaceId, RecallPolicy> Workspaces)
{
    /// <summary>What holds in a workspace, or with null in chats.</summary>
    public RecallPolicy For(WorkspaceId? workspace) =>
        workspace is { } id && Workspaces.TryGetValue(id, out var own) ? own : Organization;

    /// <summary>Why a message cannot be recalled at an instant; null when it can. The last instant of the window is in it.</summary>
    public static Error? Refusal(TimeSpan window, DateTimeOffset postedAt, DateTimeOffset now) =>
        window <= TimeSpan.Zero
            ? new Error.Forbidden("recall.off", "Messages are not recalled here: those who run the organization have decided so.")
            : now - postedAt <= window
                ? null
                : new Error.Forbidden("recall.too_late", $"A message can be recalled for {Say(window)}, and they are over. Ask a manager of this place.");

    private static string Say(TimeSpan window)
    {
        var (number, unit) = window.TotalMinutes % (24 * 60) == 0 && window.TotalDays > 1 ? (window.TotalDays, "days")
            : window.TotalMinutes % 60 == 0 && window.TotalHours > 1 ? (window.TotalHours, "hours")
            : (window.TotalMinutes, "minutes");
        return string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
    }
}
