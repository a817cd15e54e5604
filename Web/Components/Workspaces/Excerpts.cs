using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.References;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a message says, without the signs that format it: for a line or two above a dialog.</summary>
public sealed class Excerpts(IMessageText texts, IStringLocalizer<Texts> words)
{
    private const int MaxLength = 280;

    /// <summary>The beginning of what it says, on one line.</summary>
    public string Of(MessageView message)
    {
        var said = string.Join(' ', texts.Parse(message.Text).PlainText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (said.Length == 0)
            said = message.References.Contains(ReferenceKind.Forward) ? words["ForwardedMessage"] : string.Join(", ", message.Attachments.Select(a => a.Name));
        if (said.Length <= MaxLength)
            return said;
        // Never in the middle of what is one character to people.
        var starts = StringInfo.ParseCombiningCharacters(said[..(MaxLength + 1)]);
        return string.Concat(said.AsSpan(0, starts[^1]), "…");
    }
}
