using Collab.e2e.Fixtures;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>A page or a part of one, spoken to by the names that people and screen readers get.</summary>
public abstract class PageObject(IPage page)
{
    protected PageObject(Visitor visitor)
        : this(Of(visitor))
    {
    }

    protected IPage Page { get; } = page;

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    protected ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    /// <summary>An error next to a field or in the summary.</summary>
    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    private static IPage Of(Visitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Page;
    }
}
