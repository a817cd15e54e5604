using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Collab.Domain.Shared;

namespace Collab.Identity.Accounts;

/// <summary>
/// Failed sign-ins per network address, in memory of this node. A try takes a permit before the password is looked at,
/// so that many tries at once do not slip through; a success gives it back, so that an office behind one address is not locked out.
/// </summary>
public sealed class AddressThrottle(TimeProvider time, int capacity)
{
    private const int MostAddresses = 100_000;
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Allowance> _addresses = new(StringComparer.Ordinal);

    /// <summary>Takes a permit; the error says when the next one is there.</summary>
    public Result<Done> Take(string? address)
    {
        if (_addresses.Count > MostAddresses)
            Forget();
        var allowance = _addresses.GetOrAdd(Key(address), _ => new Allowance(capacity, time.GetUtcNow()));
        lock (allowance)
        {
            Top(allowance);
            if (allowance.Permits < 1)
                return new Error.TooMany(Refill * (1 - allowance.Permits));
            allowance.Permits--;
            return Done.Value;
        }
    }

    /// <summary>Gives a permit back: the try was a success.</summary>
    public void GiveBack(string? address)
    {
        if (!_addresses.TryGetValue(Key(address), out var allowance))
            return;
        lock (allowance)
            allowance.Permits = Math.Min(capacity, allowance.Permits + 1);
    }

    private void Top(Allowance allowance)
    {
        var now = time.GetUtcNow();
        allowance.Permits = Math.Min(capacity, allowance.Permits + ((now - allowance.At) / Refill));
        allowance.At = now;
    }

    private void Forget()
    {
        var full = time.GetUtcNow() - (Refill * capacity);
        foreach (var (key, allowance) in _addresses)
        {
            if (allowance.At < full)
                _addresses.TryRemove(key, out _);
        }
    }

    // One household or server holds a whole /64 of IPv6.
    private static string Key(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
            return "";
        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8)) : parsed.ToString();
    }

    private sealed class Allowance(double permits, DateTimeOffset at)
    {
        public double Permits { get; set; } = permits;

        public DateTimeOffset At { get; set; } = at;
    }
}
