namespace Collab.Domain.Streams;

/// <summary>A person's role in one stream; stored by number, so numbers never change.</summary>
public enum SeatRole
{
    /// <summary>Reads and posts.</summary>
    Member = 0,

    /// <summary>Also renames, archives and removes people.</summary>
    Manager = 1,

    /// <summary>Reads, and posts also where only selected people do.</summary>
    Poster = 2,
}
