namespace Collab.Web.Hubs;

/// <summary>A subscription that began, or could not.</summary>
/// <param name="Version">Everything up to this version was sent, or came before.</param>
/// <param name="IsComplete">False when events since the asked version are no longer kept: nothing was subscribed; read messages afresh, then subscribe from their version.</param>
internal sealed record Subscribed(long Version, bool IsComplete);
