using Collab.Domain.Messages;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>A message or unsent row as the list draws it: one form for both, so that a row keeps its element when it is confirmed.</summary>
/// <param name="Key">The element's key.</param>
/// <param name="Id">The element's id on the page.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="IsGrouped">It continues the row above.</param>
/// <param name="View">The stored message.</param>
/// <param name="Pending">The unsent row, when there is no stored message yet.</param>
/// <param name="IsRoot">It is the root above a thread's replies.</param>
/// <param name="Extra">Further classes.</param>
public readonly record struct RowView(
    string Key, string Id, UserId Author, DateTimeOffset At, bool IsGrouped, MessageView? View, PendingRow? Pending, bool IsRoot, string Extra)
{
    /// <summary>Its number.</summary>
    public long? Seq => View?.Seq;

    /// <summary>The typed text.</summary>
    public string Text => View?.Text ?? Pending?.Text ?? "";

    /// <summary>The browser's key.</summary>
    public string ClientKey => View?.ClientKey ?? Pending?.ClientKey ?? "";

    /// <summary>The state as tests and styles read it.</summary>
    public string State =>
        (View, Pending) switch
        {
            ({ EditedAt: not null }, _) => "edited",
            ({ }, _) => "posted",
            (_, { State: PendingState.Failed }) => "failed",
            (_, { State: PendingState.Stored }) => "posted",
            _ => "sending",
        };

    /// <summary>The parts that make up the row's spoken label.</summary>
    public string LabelledBy => $"{Id}-a {(View?.Pin is null ? "" : $"{Id}-p ")}{(View?.References.Contains(ReferenceKind.Quote) == true ? $"{Id}-q " : "")}{Id}-b{(View?.References.Contains(ReferenceKind.Forward) == true ? $" {Id}-w" : "")}{(View is { Reactions.Count: > 0 } ? $" {Id}-r" : "")}{(View is { Attachments.Count: > 0 } ? $" {Id}-f" : "")}{(View?.Confirmation is null ? "" : $" {Id}-c")}{(View?.Thread is { Replies: > 0 } ? $" {Id}-t" : "")}{(Pending is { State: PendingState.Sending } ? $" {Id}-k" : "")}";

    /// <summary>Its classes.</summary>
    public string Classes => Extra.Length == 0 ? (IsGrouped ? "grouped" : "first") : $"{(IsGrouped ? "grouped" : "first")} {Extra}";
}
