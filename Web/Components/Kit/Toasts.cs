namespace Collab.Web.Components.Kit;

/// <summary>Short notes at the corner: what failed, or what can be undone. One region per page.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];
    private long _next;

    /// <summary>A toast came or went.</summary>
    public event Action? Changed;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Toast> Shown => _shown;

    /// <summary>Shows a note.</summary>
    public void Show(string text, bool isError = false, Func<Task>? undo = null, ToastLink? link = null)
    {
        _shown.Insert(0, new Toast(_next++, text, isError, undo, link));
        if (_shown.Count > 4)
            _shown.RemoveAt(_shown.Count - 1);
        Changed?.Invoke();
    }

    /// <summary>Takes a note away.</summary>
    public void Close(Toast toast)
    {
        _shown.Remove(toast);
        Changed?.Invoke();
    }
}

/// <summary>A note.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsError">Something failed.</param>
/// <param name="Undo">Takes the act back.</param>
/// <param name="Link">Leads to what was done.</param>
public sealed record Toast(long Id, string Text, bool IsError, Func<Task>? Undo, ToastLink? Link);

/// <summary>Where a note leads.</summary>
/// <param name="Text">What the link says.</param>
/// <param name="Href">Its address.</param>
public sealed record ToastLink(string Text, string Href);
