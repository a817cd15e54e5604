using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The form "Message {place}".</summary>
public sealed class Composer(ILocator form)
{
    public ILocator Root => form;

    public ILocator Text => form.Locator("textarea[role=combobox]");

    /// <summary>Turns asking for confirmation on and off.</summary>
    public ILocator AskToConfirm => form.GetByRole(AriaRole.Button, new() { Name = "Ask everybody here to confirm" });

    public ILocator ConfirmUntil => form.Locator("[data-confirm-until]");

    public ILocator Send => form.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    /// <summary>How much is left, or too much.</summary>
    public ILocator Counter => form.GetByRole(AriaRole.Status);

    /// <summary>Who is writing; under the form, of fixed height.</summary>
    public ILocator TypingLine => form.Locator("xpath=..").Locator(".typing");

    /// <summary>Suggestions for <c>@</c>, <c>#</c> and <c>:</c>.</summary>
    public ILocator Suggestions => form.GetByRole(AriaRole.Option);

    /// <summary>The form works: what is typed before is kept, but Enter would be lost.</summary>
    public Task IsReadyAsync() => Assertions.Expect(form).ToHaveAttributeAsync("data-ready", "1");

    /// <summary>Types as a person does, key by key, so that what the browser does on keys happens.</summary>
    public async Task TypeAsync(string text)
    {
        await IsReadyAsync();
        await Text.PressSequentiallyAsync(text);
    }

    /// <summary>Types and presses Enter.</summary>
    public async Task SayAsync(string text)
    {
        await TypeAsync(text);
        await Text.PressAsync("Enter");
        await Assertions.Expect(Text).ToHaveValueAsync("");
    }

    /// <summary>Takes a text as from the clipboard and presses Enter.</summary>
    public async Task PasteAsync(string text)
    {
        await IsReadyAsync();
        await Text.FillAsync(text);
        await Text.PressAsync("Control+Enter");
    }
}
