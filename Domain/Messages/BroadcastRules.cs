using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Who may call everybody where: pure, so that a table of tests can cover it.</summary>
public static class BroadcastRules
{
    /// <summary>In places of more people the organization's policy decides who may call them all.</summary>
    public const int LargePlace = 1000;

    /// <summary>Calls of more people are asked about first.</summary>
    public const int AsksAbove = 20;

    /// <summary>True when a message calls everybody in its place.</summary>
    public static bool CallsEverybody(this Broadcast broadcast) => broadcast is Broadcast.Here or Broadcast.Channel or Broadcast.Confirmation;

    /// <summary>Why an actor may not call everybody in a place; null when she may.</summary>
    public static Error? Refusal(Seat seat, BroadcastPolicy policy) =>
        seat.Stream.MemberCount <= LargePlace ? null : policy switch
        {
            BroadcastPolicy.Everyone => null,
            BroadcastPolicy.Managers when seat.Allows(Rights.Manage) => null,
            BroadcastPolicy.Managers => new Error.Forbidden(
                "broadcast.managers_only", $"Only managers call everybody in places of more than {LargePlace} people. Send it without notifying, or ask a manager."),
            _ => new Error.Forbidden("broadcast.off", $"Nobody calls everybody in places of more than {LargePlace} people here. Send it without notifying."),
        };
}
