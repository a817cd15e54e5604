using Collab.Identity;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Limits;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.TownHalls;
using Collab.Search;
using Collab.Web.Offline;

namespace Collab.Web.Hosting.Settings;

/// <summary>The sections of <c>Collab</c> that belong to its parts.</summary>
internal static class PartSettings
{
    /// <summary>Section and what it is read into.</summary>
    public static readonly IReadOnlyDictionary<string, Type> All = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = typeof(StorageOptions),
        ["Bus"] = typeof(BusOptions),
        ["Events"] = typeof(EventsOptions),
        ["Limits"] = typeof(RateLimitOptions),
        ["Mail"] = typeof(MailOptions),
        ["Identity"] = typeof(IdentityOptions),
        ["TownHall"] = typeof(TownHallOptions),
        ["Files"] = typeof(FilesOptions),
        ["Search"] = typeof(SearchOptions),
        ["Offline"] = typeof(OfflineOptions),
    };
}
