namespace Collab.Web.Realtime;

/// <summary>A message of one's own that the server has not numbered yet.</summary>
/// <param name="ClientKey">Made in the browser; the stored message has the same, so its row keeps its element.</param>
/// <param name="Text">What was typed.</param>
/// <param name="At">When it was sent.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it failed, for people.</param>
public sealed record PendingRow(string ClientKey, string Text, DateTimeOffset At, PendingState State, string Reason = "")
{
    /// <summary>Names of the files that go with it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>What became of a message that was sent.</summary>
public enum PendingState
{
    /// <summary>On its way.</summary>
    Sending,

    /// <summary>Stored; its row comes with the event that is on its way.</summary>
    Stored,

    /// <summary>Refused; the text is kept.</summary>
    Failed,
}
