using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Expiry;

/// <summary>Where messages may be set to disappear, and after how long at the earliest.</summary>
/// <param name="Scope">Where.</param>
/// <param name="ShortestSeconds">The shortest lifetime that can be set.</param>
public sealed record ExpiryPolicy(ExpiryScope Scope, int ShortestSeconds)
{
    /// <summary>What holds where nobody has decided: everywhere, from a minute on.</summary>
    public static ExpiryPolicy Default { get; } = new(ExpiryScope.Everywhere, ExpiryRules.MinSeconds);

    /// <summary>Why a place cannot have a lifetime; null when it can. That messages stay can be set at any time.</summary>
    public Error? Refusal(StreamKind kind, int seconds) =>
        Scope == ExpiryScope.Off ? new Error.Forbidden("expiry.off", "Messages do not disappear here: those who run the organization have decided so.")
        : Scope == ExpiryScope.Chats && kind == StreamKind.Channel
            ? new Error.Forbidden("expiry.chats_only", "Messages disappear in chats only: those who run the organization have decided so.")
        : seconds < ShortestSeconds
            ? new Error.Invalid("expiry.too_short", $"Messages stay for at least {ShortestSeconds} seconds: those who run the organization have decided so.", "lifetimeSeconds")
        : null;
}
