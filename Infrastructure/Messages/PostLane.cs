using System.Data.Common;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// The grouped writer of one shard (design §4). There is no timer: whoever comes while a commit is under way shares the
/// next one. It is fast because it groups and right because of the head's lock: other nodes write to the same streams.
/// </summary>
internal sealed class PostLane : IAsyncDisposable
{
    private const int Attempts = 6;

    private readonly Shard _shard;
    private readonly IEventBus _bus;
    private readonly IFollowerPace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PostGroup _group;
    private readonly PostQueue _waiting = new();
    private readonly Task _worker;

    // Whoever repeats what was stored already, after a lost connection say, seldom comes alone.
    private bool _expectsRepeats;

    public PostLane(Shard shard, IEventBus bus, IFollowerPace pace, IIdSource ids, TimeProvider time, ILogger log)
    {
        (_shard, _bus, _pace, _time, _log) = (shard, bus, pace, time, log);
        _group = new PostGroup(shard.Database.Sql, ids);
        _worker = Task.Run(WorkAsync);
    }

    public Task<Result<MessageView>> PostAsync(PendingPost post, CancellationToken ct)
    {
        _shard.Database.Reach.Check();
        if (!_waiting.TryAdd(post))
        {
            return Task.FromResult<Result<MessageView>>(
                new Error.Unavailable("busy", "Too many messages are waiting to be stored. Yours is kept; try again in a moment."));
        }

        return post.Done.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Complete();
        await _worker;
    }

    private async Task WorkAsync()
    {
        var posts = new List<PendingPost>();
        while (await _waiting.WaitAsync())
        {
            posts.Clear();
            _waiting.Take(posts);
            if (posts.Count > 0)
                await StoreAsync(posts);
            await _pace.KeepUpAsync(() => _waiting.HasHosts);
        }
    }

    private async Task StoreAsync(List<PendingPost> posts)
    {
        try
        {
            await CommitAsync(posts);
        }
        catch (Exception error) when (NoRoom.Is(error))
        {
            _log.LogError("The shard {Shard} has no room left: its disk is full.", _shard.Name);
            foreach (var post in posts)
                post.Complete(NoRoom.Refusal);
        }
        catch (Exception error) when (posts.Count > 1 && error is DbException and not ({ IsTransient: true } or DatabaseAwayException))
        {
            // One of them is to blame: alone, each fails or succeeds by itself.
            _log.LogWarning("A group of {Count} posts failed on {Shard} and is stored one by one: {Error}", posts.Count, _shard.Name, error.GetType().Name);
            foreach (var post in posts)
                await StoreAsync([post]);
        }
#pragma warning disable CA1031 // The lane serves everybody: whatever failed goes to those who wait for it, and the lane goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var post in posts)
                post.Fail(error);
        }
    }

    private async Task CommitAsync(List<PendingPost> posts)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await AttemptAsync(posts, checksKeys: attempt > 1 || _expectsRepeats);
                _expectsRepeats = outcome.HadRepeats;
                foreach (var (post, result) in outcome.Results)
                    post.Complete(result);
                if (outcome.Events.Count > 0)
                    await _bus.PublishAsync(outcome.Events, CancellationToken.None);
                return;
            }
            catch (Exception error) when (attempt < Attempts && Database<ShardContext>.IsTransient(error))
            {
                // The first time it was most likely a repeat: the next attempt looks for it.
                if (attempt > 1)
                    await Task.Delay(Random.Shared.Next(1, 5 * attempt));
            }
        }
    }

    private async Task<PostOutcome> AttemptAsync(List<PendingPost> posts, bool checksKeys)
    {
        var writer = _shard.Database.Writer;
        if (writer is not null)
            await writer.WaitAsync();
        try
        {
            // A connection may be lost after the commit: then the second time finds the messages by their keys.
            return await _shard.Database.CommandAsync((connection, again, lost) =>
                _group.StoreAsync(connection, posts, checksKeys || again, _time.GetUtcNow().Stored(), lost));
        }
        finally
        {
            writer?.Release();
        }
    }
}
