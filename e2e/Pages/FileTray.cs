using Microsoft.Playwright;

namespace Collab.e2e.Pages;

/// <summary>The files of a message that is being written.</summary>
public sealed class FileTray(Composer composer)
{
    public ILocator Cards => composer.Root.Locator(".tray-card");

    public ILocator Note => composer.Root.Locator("[data-file-note]");

    public ILocator Card(string name) => Cards.Filter(new() { HasText = name });

    public ILocator Act(string name, string act) => Card(name).GetByRole(AriaRole.Button, new() { Name = act });

    /// <summary>Chooses files as by the button.</summary>
    public async Task ChooseAsync(params (string Name, string Type, byte[] Bytes)[] files)
    {
        await composer.IsReadyAsync();
        await composer.Root.Locator("input[type=file]").SetInputFilesAsync(files.Select(f => new FilePayload { Name = f.Name, MimeType = f.Type, Buffer = f.Bytes }));
    }

    /// <summary>Pastes or drops a file; the browser's own programs hand them over like this.</summary>
    public Task GiveAsync(string how, string name, string type, byte[] bytes) =>
        composer.Text.EvaluateAsync(
            """
            (field, { how, name, type, bytes }) => {
              const given = new DataTransfer();
              given.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name, { type }));
              if (how === 'paste') field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: given }));
              else for (const step of ['dragenter', 'dragover', 'drop']) field.dispatchEvent(new DragEvent(step, { bubbles: true, cancelable: true, dataTransfer: given }));
            }
            """,
            new { how, name, type, bytes = Convert.ToBase64String(bytes) });

    /// <summary>All have arrived.</summary>
    public async Task AreThereAsync(int count)
    {
        await Assertions.Expect(Cards).ToHaveCountAsync(count);
        await Assertions.Expect(composer.Root.Locator(".tray-card[data-state='done']")).ToHaveCountAsync(count);
    }
}
