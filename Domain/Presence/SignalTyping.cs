using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Presence;

/// <summary>Tells a small stream that one is typing; in a large one it does nothing.</summary>
public sealed class SignalTyping(StreamAccess access, IEventBus bus, TimeProvider time)
{
    /// <summary>The others are told at most so often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2.5);

    // Those who typed a moment ago on this node; swept when it grows, so it stays as small as they are few.
    private const int SweepAbove = 4096;

    private readonly Dictionary<(StreamId, UserId), long> _told = [];
    private readonly Lock _lock = new();

    /// <summary>Clients call this at most every three seconds; what comes more often is heard and not passed on.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, Rights.Post, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.MemberCount <= StreamRules.MaxMembersForTyping && IsDue(stream, actor.User))
            await bus.PublishAsync([new TypingSignal(stream, actor.User)], ct);
        return Done.Value;
    }

    private bool IsDue(StreamId stream, UserId user)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_told.TryGetValue((stream, user), out var told) && time.GetElapsedTime(told, now) < Interval)
                return false;
            if (_told.Count >= SweepAbove)
            {
                foreach (var over in _told.Where(t => time.GetElapsedTime(t.Value, now) >= Interval).Select(t => t.Key).ToArray())
                    _told.Remove(over);
            }

            _told[(stream, user)] = now;
            return true;
        }
    }
}
