namespace Collab.Domain.Channels;

/// <summary>Who may post in a channel; stored by number, so numbers never change.</summary>
public enum PostingPolicy
{
    /// <summary>Every member.</summary>
    Everyone = 0,

    /// <summary>Managers only; what others may do, <see cref="Streams.StreamView.ThreadOnly"/> says.</summary>
    Managers = 1,

    /// <summary>Managers, and those whom they have selected (<see cref="Streams.SeatRole.Poster"/>).</summary>
    Selected = 2,
}
