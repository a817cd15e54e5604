using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// What the person before the page may take back, as far as it decides what is offered, and the news of what was taken back:
/// whatever shows a message outside of a feed lets go of it then. One per circuit.
/// </summary>
public sealed class RecallSight
{
    private RecallRules? _rules;

    /// <summary>A message was taken back from everybody.</summary>
    public event Action<MessageView>? Recalled;

    /// <summary>Takes what is in force.</summary>
    public void Load(RecallRules rules) => _rules = rules;

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        if (notice is MessageRecalled { Message: var message })
            Recalled?.Invoke(message);
    }

    /// <summary>Whether managers remove messages in a place at all.</summary>
    public bool AllowsRemoval(StreamView head) => _rules?.For(head.Workspace).AllowsRemoval == true;
}
