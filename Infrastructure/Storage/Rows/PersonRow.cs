using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class PersonRow
{
    public UserId UserId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public string Email { get; set; } = "";

    public string Handle { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string SortKey { get; set; } = "";

    public string Title { get; set; } = "";

    public OrganizationRole Role { get; set; }

    public bool IsActive { get; set; }

    public bool IsGuest { get; set; }

    public bool HidesReceipts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string Pronouns { get; set; } = "";

    public string Department { get; set; } = "";

    public string Location { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public UserId? ManagerId { get; set; }

    public string? StatusEmoji { get; set; }

    public string? StatusText { get; set; }

    public DateTimeOffset? StatusUntil { get; set; }

    public bool StatusPauses { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }

    // The written form of WeekHours.
    public string? Hours { get; set; }

    public bool IsAway { get; set; }

    public long Revision { get; set; }

    public Person ToView() =>
        new(UserId, Handle, DisplayName, Title, Role, IsActive, IsGuest)
        {
            Pronouns = Pronouns,
            Department = Department,
            Location = Location,
            TimeZone = TimeZone,
            Manager = ManagerId,
            Status = StatusEmoji is { } emoji ? new PersonStatus(emoji, StatusText ?? "", StatusUntil, StatusPauses) : null,
            PausedUntil = PausedUntil,
            Hours = Hours is not null && WeekHours.Parse(Hours).TryGet(out var hours, out _) ? hours : null,
            IsAway = IsAway,
            Revision = Revision,
        };
}
