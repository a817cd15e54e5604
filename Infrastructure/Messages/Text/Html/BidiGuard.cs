using System.Text;

namespace Collab.Infrastructure.Messages.Text.Html;

/// <summary>Keeps the directional controls of one block balanced; see <see cref="BidiControls"/>.</summary>
internal sealed class BidiGuard
{
    private const int Deepest = 16;
    private readonly Stack<char> closers = new();

    /// <summary>Whether <paramref name="control"/> may be written now.</summary>
    public bool Admit(char control)
    {
        if (control is BidiControls.PopFormatting or BidiControls.PopIsolate)
        {
            return closers.TryPeek(out var closer) && closer == control && closers.TryPop(out _);
        }

        if (closers.Count == Deepest) return false;
        closers.Push(BidiControls.IsIsolate(control) ? BidiControls.PopIsolate : BidiControls.PopFormatting);
        return true;
    }

    public void CloseAll(StringBuilder html)
    {
        while (closers.TryPop(out var closer)) html.Append(closer);
    }
}
