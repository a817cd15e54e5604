using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Sets what a channel or group chat is busy with, or what it is for.</summary>
public sealed class SetTopic(StreamAccess access, IStreamStore streams, IChannelDirectory channels)
{
    /// <summary>Returns the head as it is now. What is null stays.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(Actor actor, StreamId stream, string? topic, string? purpose, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, Rights.SetTopic, ct)).TryGet(out var seat, out var error))
            return error;
        if (!Topic.Parse(topic).TryGet(out var newTopic, out error) || !Topic.Parse(purpose, "purpose").TryGet(out var newPurpose, out error))
            return error;
        var change = new StreamChange
        {
            Topic = topic is null ? null : newTopic.Value,
            Purpose = purpose is null ? null : newPurpose.Value,
            Note = topic is null ? null : new SystemNote(SystemNoteKind.TopicSet, [], newTopic.Value),
        };
        if (!(await streams.ChangeAsync(seat, change, ct)).TryGet(out var head, out error))
            return error;
        if (head.Kind == StreamKind.Channel)
            await ChannelHeads.CopyNowAsync(channels, head, ct);
        return head;
    }
}
