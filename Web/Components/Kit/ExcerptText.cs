using Collab.Domain.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Collab.Web.Components.Kit;

/// <summary>A cutting of a message with what was searched for marked. Written by hand, piece by piece: what people wrote is text, never markup.</summary>
public sealed class ExcerptText : ComponentBase
{
    /// <summary>The cutting.</summary>
    [Parameter, EditorRequired]
    public SearchExcerpt Excerpt { get; set; } = default!; // always set

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var at = 0;
        builder.AddContent(0, Excerpt.IsCutBefore ? "… " : "");
        foreach (var mark in Excerpt.Marks)
        {
            builder.AddContent(1, Excerpt.Text[at..mark.Start]);
            builder.OpenElement(2, "mark");
            builder.AddContent(3, Excerpt.Text.Substring(mark.Start, mark.Length));
            builder.CloseElement();
            at = mark.Start + mark.Length;
        }

        builder.AddContent(4, Excerpt.Text[at..]);
        builder.AddContent(5, Excerpt.IsCutAfter ? " …" : "");
    }
}
