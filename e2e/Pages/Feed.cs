using System.Globalization;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The log "Messages in {place}" within a region (the main part, or the thread pane).</summary>
public sealed class Feed(ILocator region, string place)
{
    public ILocator Root => region.GetByRole(AriaRole.Log, new() { Name = $"Messages in {place}", Exact = true });

    public ILocator Rows => Root.Locator("article[data-seq]");

    public ILocator NewLine => Root.Locator("[data-divider='new']");

    public ILocator DayLines => Root.Locator("[data-divider='day']");

    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    public ILocator RowAt(long seq) => Root.Locator($"article[data-seq='{seq.ToString(CultureInfo.InvariantCulture)}']");

    /// <summary>Shown once: a message that appears twice fails here.</summary>
    public async Task ShowsAsync(string text, string state = "posted")
    {
        await Assertions.Expect(Row(text)).ToHaveCountAsync(1);
        await Assertions.Expect(Row(text)).ToHaveAttributeAsync("data-state", state);
    }

    public Task ShowsNothingOfAsync(string text) => Assertions.Expect(Row(text)).ToHaveCountAsync(0);

    /// <summary>The numbers of the rows from top to bottom: the order that everybody must see.</summary>
    public async Task<IReadOnlyList<long>> OrderAsync() =>
        [.. (await Rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.seq)"))
            .Select(seq => long.Parse(seq, CultureInfo.InvariantCulture))];

    /// <summary>An act of the toolbar, which appears over the row that the pointer is on; there is one per list.</summary>
    public async Task ActAsync(string text, string act)
    {
        await Row(text).HoverAsync();
        await region.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
    }

    /// <summary>A reaction's pill on a message; its name starts with the emoji's.</summary>
    public ILocator Reaction(string text, string emoji) => Row(text).Locator("button[data-reaction]").Filter(new() { HasText = emoji });
}
