using Collab.Domain.Shared;

namespace Collab.Domain.Notifications;

/// <summary>Reads what calls oneself besides one's name.</summary>
public sealed class GetCallSubjects(ICallSubjectStore subjects)
{
    /// <summary>One's groups and keywords as they are now.</summary>
    public Task<CallSubjects> ExecuteAsync(Actor actor, CancellationToken ct) => subjects.FindAsync(actor.User, ct);
}
