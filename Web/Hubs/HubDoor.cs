using Collab.Web.Api;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Web.Hubs;

/// <summary>
/// Lets programs in, in waves. Whoever comes reads her places and catches up, which costs a hundred times what staying
/// does; thousands who come at once would all be half in when the first of them give up, and begin again. So at most
/// <see cref="CollabOptions.HubSettings.Coming"/> are on their way in, and no more than get through within some seconds.
/// Who comes while there are so many is told, before anything was read for her, when her turn will be: each a little
/// later than the one before, at the pace that was seen.
/// </summary>
internal sealed class HubDoor(CollabOptions options, TimeProvider time)
{
    // At the very pace that was seen nobody would ever wait at the door, and no faster pace be seen.
    private const double Haste = 1.5;

    // Whoever is let in should be through before she loses patience: that begins with the door behind her.
    private const double SecondsInside = 8;

    // So many are let in however slowly it goes: else a node that stands still for a moment would hardly let in anybody afterwards.
    private const int Fewest = 32;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private int _coming;
    private DateTimeOffset _promised;
    private DateTimeOffset _countedSince;
    private int _counted;
    private double _perSecond = 50;

    private int Room => Math.Min(options.Hub.Coming, Math.Max(Fewest, (int)(_perSecond * SecondsInside)));

    /// <summary>A place on the way in; or when to come again.</summary>
    public (Visit? Visit, TimeSpan Wait) Knock()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_coming >= Room)
                return (null, Promise(now));
            if (_coming++ == 0)
                (_countedSince, _counted) = (now, 0);
            return (new Visit(this), TimeSpan.Zero);
        }
    }

    /// <summary>When to come again; null when one may come now.</summary>
    public TimeSpan? Ask()
    {
        lock (_lock)
            return _coming >= Room ? Promise(time.GetUtcNow()) : null;
    }

    private TimeSpan Promise(DateTimeOffset now)
    {
        var free = now + TimeSpan.FromSeconds(Math.Min(_coming / _perSecond, LongestWait.TotalSeconds));
        _promised = (_promised > free ? _promised : free) + TimeSpan.FromSeconds(1 / (_perSecond * Haste));
        // Further ahead than this nobody knows the pace: who comes too early is told again.
        if (_promised > now + LongestWait)
            _promised = free;
        return _promised - now;
    }

    private void Leave(bool isIn)
    {
        lock (_lock)
        {
            _coming--;
            if (!isIn)
                return;
            _counted++;
            var now = time.GetUtcNow();
            if (now - _countedSince < TimeSpan.FromSeconds(1))
                return;
            _perSecond = Math.Max(0.1, (_perSecond + _counted / (now - _countedSince).TotalSeconds) / 2);
            (_countedSince, _counted) = (now, 0);
        }
    }

    /// <summary>One program on its way in; it ends when the program is in, or gone.</summary>
    internal sealed class Visit(HubDoor door)
    {
        private int _hasEnded;

        /// <summary>The program is told of its places.</summary>
        public void IsIn() => End(isIn: true);

        /// <summary>The connection has ended.</summary>
        public void IsGone() => End(isIn: false);

        private void End(bool isIn)
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
                door.Leave(isIn);
        }
    }
}

/// <summary>Asks the door for everybody who wants to connect. A connection lasts as long as its request.</summary>
internal sealed class HubDoorkeeper(RequestDelegate next, HubDoor door)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(HubSetup.Address, out var rest))
        {
            await next(context);
        }
        else if (IsSocket(context))
        {
            var (visit, wait) = door.Knock();
            if (visit is null)
            {
                await Busy(wait).ExecuteAsync(context);
                return;
            }

            context.Features.Set(visit);
            try
            {
                await next(context);
            }
            finally
            {
                visit.IsGone();
            }
        }
        else if (rest.StartsWithSegments("/negotiate") && door.Ask() is { } pause)
        {
            await Busy(pause).ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    // What the framework calls a WebSocket request it knows further inside only.
    private static bool IsSocket(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private static ApiProblem Busy(TimeSpan wait) =>
        new(StatusCodes.Status503ServiceUnavailable, "hub.busy", "Many programs come at once. Connect again when Retry-After says so: then it is your turn.") { RetryAfter = wait };
}
