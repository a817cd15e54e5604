using Collab.Domain.Messages;

namespace Collab.Domain.Files;

/// <summary>The text of a message's files was read: it can be found by it.</summary>
public sealed record FilesRead : MessageEvent;
