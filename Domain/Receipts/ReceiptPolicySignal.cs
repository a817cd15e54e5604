using Collab.Domain.Shared.Events;

namespace Collab.Domain.Receipts;

/// <summary>The organization has decided otherwise about receipts: for every open page, which drops at once what it may not show any more.</summary>
/// <param name="Policy">What holds now.</param>
public sealed record ReceiptPolicySignal(ReceiptPolicy Policy) : Signal;
