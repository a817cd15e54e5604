namespace Collab.Domain.Shared;

/// <summary>How many permits a key has.</summary>
/// <param name="Name">What for: the same key is counted apart under each name.</param>
/// <param name="Capacity">How many at once after a pause.</param>
/// <param name="Refill">After how long one comes back.</param>
public sealed record PermitRule(string Name, int Capacity, TimeSpan Refill);
