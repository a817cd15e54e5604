using System.Globalization;
using Collab.Support;
using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The log "Messages in {place}" within a region (the main part, or the thread pane).</summary>
public sealed class Feed(ILocator region, string place)
{
    public ILocator Root => region.GetByRole(AriaRole.Log, new() { Name = $"Messages in {place}", Exact = true });

    public ILocator Rows => Root.Locator("article[data-seq]");

    public ILocator NewLine => Root.Locator("[data-divider='new']");

    public ILocator DayLines => Root.Locator("[data-divider='day']");

    /// <summary>Rows that the server has not confirmed, drawn by it or by the browser alone.</summary>
    public ILocator Unsent => region.Locator("article[data-state='sending'], article[data-state='failed']");

    public ILocator Latest => region.Locator("[data-do='latest']");

    /// <summary>The field in the row that is being edited.</summary>
    public ILocator Editor => Root.GetByRole(AriaRole.Textbox, new() { Name = "Edit message", Exact = true });

    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    /// <summary>The line under a message that asks to be confirmed.</summary>
    public ILocator Confirmation(string text) => Row(text).Locator(".confirmation");

    public ILocator Confirm(string text) => Confirmation(text).GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true });

    public ILocator RowAt(long seq) => Root.Locator($"article[data-seq='{seq.ToString(CultureInfo.InvariantCulture)}']");

    /// <summary>Shown once: a message that appears twice fails here.</summary>
    public async Task ShowsAsync(string text, string state = "posted", float? timeout = null)
    {
        await Assertions.Expect(Row(text)).ToHaveCountAsync(1, new() { Timeout = timeout });
        await Assertions.Expect(Row(text)).ToHaveAttributeAsync("data-state", state, new() { Timeout = timeout });
    }

    public Task ShowsNothingOfAsync(string text) => Assertions.Expect(Row(text)).ToHaveCountAsync(0);

    /// <summary>The rows are there, scrolled to where they begin, and react.</summary>
    public Task IsReadyAsync() =>
        Assertions.Expect(Root.Locator("xpath=ancestor::div[@data-begun='1']")).ToHaveCountAsync(1);

    /// <summary>The texts from top to bottom: the order that everybody must see.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() => [.. (await Rows.Locator(".body").AllInnerTextsAsync()).Select(text => text.Trim())];

    /// <summary>The menu of a row, when it is open; there is one per list.</summary>
    /// <summary>What is said at a message that was not sent, with what can be done.</summary>
    public ILocator NotSent => Unsent.Locator(".failed");

    public ILocator Menu => region.GetByRole(AriaRole.Menu, new() { Name = "Message actions" });

    public ILocator MenuItem(string act) => Menu.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true });

    /// <summary>An act of the toolbar, which appears over the row that the pointer is on, or of the menu behind its last button.</summary>
    public async Task ActAsync(string text, string act)
    {
        var tools = region.GetByRole(AriaRole.Toolbar, new() { Name = "Message actions" });
        var moves = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await Row(text).HoverAsync(new() { Position = new() { X = 80 + (moves++ % 2), Y = 4 } });
                return await tools.IsVisibleAsync();
            },
            "the toolbar is over the row");
        var tool = tools.GetByRole(AriaRole.Button, new() { Name = act, Exact = true });
        if (await tool.IsVisibleAsync())
        {
            await tool.ClickAsync();
            return;
        }

        await tools.GetByRole(AriaRole.Button, new() { Name = "More for this message", Exact = true }).ClickAsync();
        await MenuItem(act).ClickAsync();
    }

    /// <summary>A reaction's pill on a message, by who gave it.</summary>
    public ILocator Reaction(string text, string emoji, params string[] names) =>
        Row(text).GetByRole(AriaRole.Button, new() { Name = $"{string.Join(", ", names)} reacted with {emoji}", Exact = true });

    /// <summary>The avatars of those who have read up to a message.</summary>
    public ILocator Readers(string text) => Row(text).Locator(".readers");

    /// <summary>Exactly these stand under a message.</summary>
    public Task ReadersAreAsync(string text, params string[] names)
    {
        var listed = names.Length <= 1 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return names.Length == 0
            ? Assertions.Expect(Readers(text)).ToHaveCountAsync(0)
            : Assertions.Expect(Readers(text)).ToHaveAttributeAsync("aria-label", $"Read up to here: {listed}");
    }

    /// <summary>The tick at a message of one's own.</summary>
    public ILocator Tick(string text) => Row(text).Locator(".tick");

    /// <summary>"37 unread above", with what can be done.</summary>
    public ILocator UnreadAbove => region.Locator(".jump-new");

    /// <summary>Where the first row that can be seen stands on the screen: its number and its top, in pixels.</summary>
    public Task<RowPosition> FirstVisibleAsync() =>
        Root.EvaluateAsync<RowPosition>(
            """
            log => {
              const top = log.closest('.scroller').getBoundingClientRect().top;
              const row = [...log.querySelectorAll('article[data-seq]')].find(r => r.getBoundingClientRect().bottom > top + 1);
              return { seq: Number(row.dataset.seq), top: row.getBoundingClientRect().top };
            }
            """);

    /// <summary>Where one row stands now.</summary>
    public Task<double> TopOfAsync(long seq) => RowAt(seq).EvaluateAsync<double>("row => row.getBoundingClientRect().top");

    /// <summary>Scrolls as a wheel does, so that the page takes it for a person's.</summary>
    public Task ScrollByAsync(int pixels) => Root.EvaluateAsync("(log, by) => { log.closest('.scroller').scrollTop += by; }", pixels);
}

/// <summary>A row's place on the screen.</summary>
public sealed record RowPosition
{
    public long Seq { get; init; }

    public double Top { get; init; }
}
