using Collab.Identity;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Limits;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.TownHalls;

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
        ["Search"] = typeof(SearchSettings),
    };

    /// <summary>Section <c>Search</c>, for the search to come.</summary>
    private sealed class SearchSettings
    {
        /// <summary>Lucene or Elasticsearch.</summary>
        public string Provider { get; set; } = "Lucene";

        /// <summary>Where Elasticsearch is.</summary>
        public string Elasticsearch { get; set; } = "";
    }
}
