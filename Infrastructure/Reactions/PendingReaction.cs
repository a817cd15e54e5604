using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Reactions;

/// <summary>A reaction that waits for its group's commit.</summary>
internal sealed class PendingReaction(UserId user, long seq, string emoji, bool given)
{
    // Continuations run elsewhere: the group must not wait for what its callers do next.
    private readonly TaskCompletionSource<Result<MessageView>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public UserId User => user;

    public long Seq => seq;

    public string Emoji => emoji;

    public bool Given => given;

    public Task<Result<MessageView>> Done => _done.Task;

    public void Complete(Result<MessageView> result) => _done.TrySetResult(result);

    public void Fail(Exception error) => _done.TrySetException(error);
}
