using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>What calls a person besides her name, from the directory.</summary>
public interface ICallSubjectStore
{
    /// <summary>Groups and keywords as they are now. Many who ask at once share a query.</summary>
    Task<CallSubjects> FindAsync(UserId user, CancellationToken ct);
}
