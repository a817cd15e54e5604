using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The form "Message {place}".</summary>
public sealed class Composer(ILocator form)
{
    public ILocator Root => form;

    public ILocator Text => form.GetByRole(AriaRole.Textbox);

    public ILocator Send => form.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    /// <summary>Suggestions for <c>@</c>, <c>#</c>, <c>:</c> and <c>/</c>.</summary>
    public ILocator Suggestions => form.GetByRole(AriaRole.Option);

    /// <summary>Types as a person does, key by key, so that what the browser does on keys happens; Enter sends.</summary>
    public async Task SayAsync(string text)
    {
        await Text.PressSequentiallyAsync(text);
        await Text.PressAsync("Enter");
        await Assertions.Expect(Text).ToHaveValueAsync("");
    }
}
