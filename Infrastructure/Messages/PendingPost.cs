using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Messages;

/// <summary>A message that waits for its group's commit.</summary>
internal sealed class PendingPost(Seat seat, NewMessage message, bool isByHost = false)
{
    // Its other fields and the names of all of them.
    private const int AttachmentSize = 200;

    // Continuations run elsewhere: the lane must not wait for what its callers do next.
    private readonly TaskCompletionSource<Result<MessageView>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Seat Seat => seat;

    public NewMessage Message => message;

    public StreamId Stream => seat.Stream.Id;

    public UserId Author => seat.Actor.User;

    /// <summary>It is one of those who speak in a town hall, and goes first.</summary>
    public bool IsByHost => isByHost;

    /// <summary>About how much it adds to a command, in UTF-16 units.</summary>
    public int Size => message.Text.Length + message.Html.Length + message.Attachments.Sum(a => a.Name.Length + (a.Alt?.Length ?? 0) + AttachmentSize);

    public Task<Result<MessageView>> Done => _done.Task;

    public void Complete(Result<MessageView> result) => _done.TrySetResult(result);

    public void Fail(Exception error) => _done.TrySetException(error);
}
