using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>An earlier text of a message.</summary>
/// <param name="Text">The Markdown before the edit.</param>
/// <param name="Html">The same, rendered.</param>
/// <param name="Editor">Who replaced it.</param>
/// <param name="EditedAt">When it was replaced.</param>
public sealed record MessageEdit(string Text, string Html, UserId Editor, DateTimeOffset EditedAt);
