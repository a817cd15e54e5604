using System.Data.Common;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Reactions;

/// <summary>
/// Reactions to one stream that come in during a commit share the next one. A crowd would otherwise wait in line for the
/// head's lock, one transaction each, and whoever posts would stand behind all of them. One alone waits for nobody.
/// </summary>
internal sealed class ReactionLanes(StreamWrites writes)
{
    /// <summary>How many share a transaction at most: a post waits for one of these.</summary>
    public const int MaxGroup = 64;

    private const int MaxWaiting = 8192;
    private static readonly Error Busy = new Error.Unavailable("busy", "Too many reactions are waiting to be stored. Try again in a moment.");

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Queue<PendingReaction>> _waiting = [];

    public Task<Result<MessageView>> SetAsync(StreamId stream, PendingReaction reaction, CancellationToken ct)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(stream, out var queue))
            {
                if (queue.Count >= MaxWaiting)
                    return Task.FromResult<Result<MessageView>>(Busy);
                queue.Enqueue(reaction);
                return reaction.Done.WaitAsync(ct);
            }

            _waiting[stream] = new Queue<PendingReaction>([reaction]);
        }

        // It ends when nobody waits any more, and whatever fails in it goes to those who wait.
        _ = RunAsync(stream);
        return reaction.Done.WaitAsync(ct);
    }

    private async Task RunAsync(StreamId stream)
    {
        while (Next(stream) is { Count: > 0 } group)
            await StoreAsync(stream, group);
    }

    private List<PendingReaction> Next(StreamId stream)
    {
        lock (_lock)
        {
            var queue = _waiting[stream];
            var group = new List<PendingReaction>(Math.Min(queue.Count, MaxGroup));
            while (group.Count < MaxGroup && queue.TryDequeue(out var reaction))
                group.Add(reaction);
            if (group.Count == 0)
                _waiting.Remove(stream);
            return group;
        }
    }

    private async Task StoreAsync(StreamId stream, List<PendingReaction> group)
    {
        try
        {
            // Many wait for it, so nobody's patience counts.
            var stored = await writes.RunAsync<IReadOnlyList<Result<MessageView>>>(
                stream, transaction => ReactionGroup.ApplyAsync(transaction, stream, group, CancellationToken.None), CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
                group[i].Complete(stored.TryGet(out var results, out var error) ? results[i] : error);
        }
        catch (Exception error) when (group.Count > 1 && error is DbUpdateException or DbException and not ({ IsTransient: true } or DatabaseAwayException))
        {
            // One of them is to blame: alone, each fails or succeeds by itself.
            foreach (var reaction in group)
                await StoreAsync(stream, [reaction]);
        }
#pragma warning disable CA1031 // Whatever failed goes to those who wait for it, and the others go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var reaction in group)
                reaction.Fail(error);
        }
    }
}
