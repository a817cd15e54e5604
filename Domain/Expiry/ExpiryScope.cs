namespace Collab.Domain.Expiry;

/// <summary>Where messages may be set to disappear; stored by number, so numbers never change.</summary>
public enum ExpiryScope
{
    /// <summary>In channels and chats.</summary>
    Everywhere = 0,

    /// <summary>In chats of two and of groups.</summary>
    Chats = 1,

    /// <summary>Nowhere. What has a time already goes all the same.</summary>
    Off = 2,
}
