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

    /// <summary>Those who are connected, at a device or away.</summary>
    Online,
}
