using System.Net;
using System.Net.Sockets;
using Collab.Domain.Shared;

namespace Collab.Identity.Accounts;

/// <summary>
/// Failed sign-ins per network address, over all nodes. A try takes a permit before the password is looked at, so that many
/// tries at once do not slip through; a success gives it back, so that an office behind one address is not locked out.
/// </summary>
public sealed class AddressThrottle(ISharedPermits permits, int capacity)
{
    private readonly PermitRule _rule = new("sign-in", capacity, TimeSpan.FromSeconds(3));

    /// <summary>Takes a permit; the error says when the next one is there.</summary>
    public Task<Result<Done>> TakeAsync(string? address, CancellationToken ct) => permits.TakeAsync(KeyOf(address), _rule, ct);

    /// <summary>Gives a permit back: the try was a success.</summary>
    public Task GiveBackAsync(string? address, CancellationToken ct) => permits.GiveBackAsync(KeyOf(address), _rule, ct);

    // One household or server holds a whole /64 of IPv6.
    internal static string KeyOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
            return "";
        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8)) : parsed.ToString();
    }
}
