using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Kit;

/// <summary>Draws how a person can be reached at the corner of her picture: a dot, a ring, a dot with a bar, or nothing. The shape says it, not the colour alone.</summary>
public static class PresenceDot
{
    /// <summary>The mark with its name for those who do not see it.</summary>
    /// <param name="mark"><c>online</c>, <c>away</c>, <c>donotdisturb</c> or <c>offline</c>.</param>
    /// <param name="name">What it is called.</param>
    public static MarkupString Of(string mark, string name) =>
        new($"<span class=\"presence\" role=\"img\" data-presence=\"{mark}\" aria-label=\"{HtmlEncoder.Default.Encode(name)}\"></span>");
}
