using Collab.Domain.Edits;
using Collab.Domain.Expiry;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// What the person before the page may edit and take back, as far as it decides what is offered, and the news of what was taken back:
/// whatever shows a message outside of a feed lets go of it then, and asks anew where such news may have been lost. One per circuit.
/// </summary>
public sealed class RecallSight
{
    private RecallRules? _rules;
    private EditRules? _edits;

    /// <summary>A message was taken back from everybody, or its time ran out.</summary>
    public event Action<MessageView>? Recalled;

    /// <summary>
    /// News may have been lost, or she has deleted something for herself, or brought it back: whatever shows messages outside of a
    /// feed reads them again. What cannot be read now it treats as at any other time; it is told once more when stores that were
    /// away are back.
    /// </summary>
    public event Action? Stale;

    /// <summary>Takes what is in force.</summary>
    public void Load(RecallRules rules) => _rules = rules;

    /// <summary>Takes what is in force.</summary>
    public void Load(EditRules rules) => _edits = rules;

    /// <summary>For how long messages of a place can be edited. The act itself asks once more.</summary>
    public TimeSpan EditWindow(StreamView head) => _edits?.For(head.Workspace).Window ?? EditPolicy.AnyTime;

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        if (notice is MessageRecalled or MessageExpired && notice is MessageEvent { Message: var message })
            Recalled?.Invoke(message);
    }

    /// <summary>Says that what is shown outside of feeds may be out of date.</summary>
    public void TellStale() => Stale?.Invoke();

    /// <summary>Whether managers remove messages in a place at all.</summary>
    public bool AllowsRemoval(StreamView head) => _rules?.For(head.Workspace).AllowsRemoval == true;
}
