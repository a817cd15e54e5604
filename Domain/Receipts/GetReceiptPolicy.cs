using Collab.Domain.Shared;

namespace Collab.Domain.Receipts;

/// <summary>Reads what the organization has decided about receipts, and what the reader has decided for herself.</summary>
public sealed class GetReceiptPolicy(IReceiptPolicyStore policies)
{
    /// <summary>Everybody in the organization may know it.</summary>
    public async Task<ReceiptSettings> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var policy = await policies.FindAsync(ct);
        var standings = await policies.FindStandingsAsync([actor.User], ct);
        return new ReceiptSettings(policy.Audience, policy.AllowsOptOut, standings.GetValueOrDefault(actor.User) == ReceiptStanding.Shares) { TimesSince = policy.TimesSince };
    }
}

/// <summary>What holds for a person.</summary>
/// <param name="Audience">Who may see who has read.</param>
/// <param name="AllowsOptOut">People may keep to themselves how far they have read.</param>
/// <param name="Shares">What she has chosen; counts only where <paramref name="AllowsOptOut"/>, otherwise she shares.</param>
public sealed record ReceiptSettings(ReceiptAudience Audience, bool AllowsOptOut, bool Shares)
{
    /// <summary>When each message was read is kept of what was posted since then; null where it is not kept.</summary>
    public DateTimeOffset? TimesSince { get; init; }

    /// <summary>What the organization has decided of it.</summary>
    public ReceiptPolicy Policy() => new(Audience, AllowsOptOut) { TimesSince = TimesSince };
}
