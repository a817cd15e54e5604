using System.Threading.Channels;
using Collab.Domain.People;

namespace Collab.Identity.Resets;

/// <summary>Wishes for a new password that wait to be looked at: the answer to the wish must not depend on what is found.</summary>
public sealed class ResetRequests
{
    private const int MostWaiting = 1000;

    private readonly Channel<(EmailAddress Email, string? Address)> _waiting =
        Channel.CreateBounded<(EmailAddress, string?)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    internal bool TryAdd(EmailAddress email, string? address) => _waiting.Writer.TryWrite((email, address));

    internal IAsyncEnumerable<(EmailAddress Email, string? Address)> ReadAllAsync(CancellationToken ct) => _waiting.Reader.ReadAllAsync(ct);
}
