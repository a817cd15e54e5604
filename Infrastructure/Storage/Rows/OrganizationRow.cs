using Collab.Domain.Expiry;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class OrganizationRow
{
    public OrganizationId OrganizationId { get; set; }

    // Always 1, and unique: an installation serves one organization.
    public byte OnlyOne { get; set; } = 1;

    public string Name { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public string Language { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    // Who may call everybody in large places.
    public BroadcastPolicy LargeBroadcasts { get; set; }

    // For how many minutes messages can be recalled; 0 for never.
    public int RecallMinutes { get; set; } = (int)RecallPolicy.Default.Window.TotalMinutes;

    public bool AllowsRemoval { get; set; }

    // For how many minutes messages can be edited; 0 for never, -1 for any time.
    public int EditMinutes { get; set; } = -1;

    public bool ShowsEdits { get; set; } = true;

    // What new members of private channels and group chats see.
    public HistoryPolicy History { get; set; }

    // Where messages may be set to disappear, and after how many seconds at the earliest.
    public ExpiryScope ExpiryScope { get; set; }

    public int ExpiryShortest { get; set; } = ExpiryPolicy.Default.ShortestSeconds;

    // A second person has to let auditors see what somebody sees.
    public bool RoamingNeedsTwo { get; set; }

    // A second person has to let a legal hold be released.
    public bool HoldsNeedTwo { get; set; }

    public bool ShowsLastSeen { get; set; }

    public ProfileFields FixedFields { get; set; }

    public ReceiptAudience Receipts { get; set; }

    public bool ReceiptsOptOut { get; set; }

    public DateTimeOffset? ReceiptsTimesSince { get; set; }

    public static OrganizationRow From(Organization organization) =>
        new()
        {
            OrganizationId = organization.Id,
            Name = organization.Name,
            TimeZone = organization.TimeZone,
            Language = organization.Language,
            CreatedAt = organization.CreatedAt,
        };

    public Organization ToView() => new(OrganizationId, Name, TimeZone, Language, CreatedAt);
}
