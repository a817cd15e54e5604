using System.Text.Encodings.Web;
using Collab.Domain.People;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Kit;

/// <summary>Draws what a person is doing as one emoji beside her name, without a component, because it stands in every row.</summary>
public static class StatusMark
{
    /// <summary>The emoji with its text as name and tooltip; nothing when she has no status now.</summary>
    public static MarkupString Of(Person? person, DateTimeOffset now)
    {
        if (person?.StatusAt(now) is not { } status)
            return default;
        var said = HtmlEncoder.Default.Encode(status.Text.Length > 0 ? status.Text : status.Emoji);
        return new($"<span class=\"status-mark\" role=\"img\" aria-label=\"{said}\" title=\"{said}\">{HtmlEncoder.Default.Encode(status.Emoji)}</span>");
    }
}
