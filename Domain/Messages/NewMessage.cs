using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>A message ready to be stored: cleaned, rendered, its mentions resolved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ClientKey">The client's key.</param>
/// <param name="Text">The Markdown.</param>
/// <param name="Html">The same, rendered and sanitised.</param>
/// <param name="Mentions">People it calls by name, each once.</param>
/// <param name="Broadcast">Whether it calls everybody.</param>
public sealed record NewMessage(
    MessageId Id, ClientKey ClientKey, string Text, string Html, IReadOnlyList<UserId> Mentions, Broadcast Broadcast);
