using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>What a person changes of herself, checked.</summary>
public abstract record PersonChange
{
    private PersonChange()
    {
    }

    /// <summary>Everything on her profile, as it shall be.</summary>
    public sealed record Profile(
        Shared.Name DisplayName, string Title, string Pronouns, string Department, string Location, string TimeZone, UserId? Manager) : PersonChange;

    /// <summary>What she is doing; null clears it.</summary>
    public sealed record Status(PersonStatus? Value) : PersonChange;

    /// <summary>Notifications pause until then; null goes on.</summary>
    public sealed record Pause(DateTimeOffset? Until) : PersonChange;

    /// <summary>When she wants notifications, and the zone that she lives by; null is always.</summary>
    public sealed record Hours(WeekHours? Value, string TimeZone) : PersonChange;

    /// <summary>She says that she is away, or back.</summary>
    public sealed record Away(bool Value) : PersonChange;
}
