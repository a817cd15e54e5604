namespace Collab.Domain.Streams;

/// <summary>Which members are listed.</summary>
public enum MemberFilter
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>Those who manage the channel.</summary>
    Managers,

    /// <summary>Guests of the organization.</summary>
    Guests,
}
