using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// The texts of messages that were recalled on this page, for ten minutes, so that they can be mended and sent again. They are
/// kept here alone, in the memory of the page that recalled them: nothing of them is stored.
/// </summary>
public sealed class RecalledTexts(Session session) : IDisposable
{
    /// <summary>For so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(StreamId Stream, long Seq), (string Text, ITimer End)> _texts = [];

    /// <summary>A text came or went; it may be told on any thread.</summary>
    public event Action? Changed;

    /// <summary>Keeps the text of a message that was recalled just now.</summary>
    public void Keep(StreamId stream, long seq, string text)
    {
        Forget(stream, seq);
        if (text.Length == 0)
            return;
        lock (_texts)
            _texts[(stream, seq)] = (text, session.Time.CreateTimer(_ => Forget(stream, seq), null, Kept, Timeout.InfiniteTimeSpan));
        Changed?.Invoke();
    }

    /// <summary>The text; null when there is none any more.</summary>
    public string? Find(StreamId stream, long seq)
    {
        lock (_texts)
            return _texts.TryGetValue((stream, seq), out var kept) ? kept.Text : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_texts)
        {
            foreach (var (_, end) in _texts.Values)
                end.Dispose();
            _texts.Clear();
        }
    }

    private void Forget(StreamId stream, long seq)
    {
        lock (_texts)
        {
            if (!_texts.Remove((stream, seq), out var kept))
                return;
            kept.End.Dispose();
        }

        Changed?.Invoke();
    }
}
