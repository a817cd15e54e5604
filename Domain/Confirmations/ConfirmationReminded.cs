using Collab.Domain.Messages;

namespace Collab.Domain.Confirmations;

/// <summary>
/// Those who have not confirmed a message are reminded: from now on it counts among what calls them until they do. One
/// event and one row, however many they are.
/// </summary>
public sealed record ConfirmationReminded : MessageEvent;
