using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>Which messages the person before the page keeps for later. One per circuit; read with its places, and again when changes may have been lost.</summary>
public sealed class SavedMarks
{
    private Dictionary<(StreamId Stream, long Seq), SavedState>? _saved;

    /// <summary>Something is kept, or not any more.</summary>
    public event Action? Changed;

    /// <summary>How many wait for something to be done.</summary>
    public int InProgress => _saved?.Values.Count(s => s == SavedState.InProgress) ?? 0;

    /// <summary>True when the message is kept.</summary>
    public bool Contains(StreamId stream, long seq) => _saved?.ContainsKey((stream, seq)) == true;

    /// <summary>What was done about a message; null when it is not kept.</summary>
    public SavedState? StateOf(StreamId stream, long seq) => _saved is not null && _saved.TryGetValue((stream, seq), out var state) ? state : null;

    /// <summary>Takes what was read.</summary>
    public void Load(IReadOnlyList<SavedMessage> saved)
    {
        _saved = saved.ToDictionary(s => (s.Stream, s.Seq), s => s.State);
        Changed?.Invoke();
    }

    /// <summary>Takes what the circuit received; of others it gets nothing.</summary>
    public void Apply(Notice notice)
    {
        if (notice is SavedSignal told)
            Set(told.Stream, told.Seq, told.State);
    }

    /// <summary>A message is kept so, or with null not any more.</summary>
    public void Set(StreamId stream, long seq, SavedState? state)
    {
        if (_saved is null)
            return;
        if (state is { } kept)
            _saved[(stream, seq)] = kept;
        else
            _saved.Remove((stream, seq));
        Changed?.Invoke();
    }
}
