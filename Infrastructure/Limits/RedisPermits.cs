using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Shared;
using Collab.Infrastructure.Realtime;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Collab.Infrastructure.Limits;

/// <summary>
/// Permits of all nodes, in Redis. While it is away each node counts for itself: sign-ins go on, and a guesser gains no more
/// than the number of nodes.
/// </summary>
internal sealed class RedisPermits : ISharedPermits, IAsyncDisposable
{
    // One step on the server, so that of many at once each sees what the others took. Returns the wait in milliseconds, 0 for none.
    private const string Take =
        """
        local known = redis.call('HMGET', KEYS[1], 'permits', 'at')
        local now, capacity, refill = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local permits = math.min(capacity, (tonumber(known[1]) or capacity) + math.max(0, now - (tonumber(known[2]) or now)) / refill)
        local wait = 0
        if permits < 1 then wait = math.ceil(refill * (1 - permits)) else permits = permits - 1 end
        redis.call('HSET', KEYS[1], 'permits', tostring(permits), 'at', tostring(now))
        redis.call('PEXPIRE', KEYS[1], math.ceil(refill * (capacity + 1)) + 60000)
        return wait
        """;

    private const string GiveBack =
        """
        local permits = redis.call('HGET', KEYS[1], 'permits')
        if permits then redis.call('HSET', KEYS[1], 'permits', tostring(math.min(tonumber(ARGV[1]), tonumber(permits) + 1))) end
        return 0
        """;

    private readonly ConnectionMultiplexer _redis;
    private readonly LocalPermits _local;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisPermits> _log;
    private int _isAway;

    private RedisPermits(ConnectionMultiplexer redis, LocalPermits local, TimeProvider time, ILogger<RedisPermits> log) =>
        (_redis, _local, _time, _log) = (redis, local, time, log);

    /// <summary>Connects; a Redis that is away at start is waited for in the background.</summary>
    public static RedisPermits Connect(string configuration, LocalPermits local, TimeProvider time, ILogger<RedisPermits> log) =>
        new(RedisLink.Connect(configuration, "collab-permits"), local, time, log);

    public async Task<Result<Done>> TakeAsync(string key, PermitRule rule, CancellationToken ct)
    {
        RedisValue[] arguments = [_time.GetUtcNow().ToUnixTimeMilliseconds(), rule.Capacity, rule.Refill.TotalMilliseconds];
        if (await RunAsync(Take, key, rule, arguments) is not { } wait)
            return await _local.TakeAsync(key, rule, ct);
        return wait > 0 ? new Error.TooMany(TimeSpan.FromMilliseconds(wait)) : Done.Value;
    }

    public async Task GiveBackAsync(string key, PermitRule rule, CancellationToken ct)
    {
        if (await RunAsync(GiveBack, key, rule, [rule.Capacity]) is null)
            await _local.GiveBackAsync(key, rule, ct);
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private async Task<long?> RunAsync(string script, string key, PermitRule rule, RedisValue[] arguments)
    {
        try
        {
            var answer = (long)await _redis.GetDatabase().ScriptEvaluateAsync(script, [NameOf(key, rule)], arguments);
            Volatile.Write(ref _isAway, 0);
            return answer;
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                _log.LogWarning("Redis does not count permits at the moment; this node counts for itself: {Error}", error.GetType().Name);
            return null;
        }
    }

    // Keys are addresses of people and machines: Redis need not know them.
    private static RedisKey NameOf(string key, PermitRule rule) => $"collab:permits:{rule.Name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
