namespace Collab.Domain.Presence;

/// <summary>One connection of a person: a page or a program.</summary>
public interface IPresenceConnection : IDisposable
{
    /// <summary>The person did something at this device just now.</summary>
    void Touch();
}
