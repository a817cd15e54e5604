using Microsoft.Extensions.Localization;

namespace Collab.Web.Components;

/// <summary>Sentences that count: each form of the plural is a text of its own.</summary>
public static class Plurals
{
    /// <summary>The text <c>{key}_one</c> or <c>{key}_other</c> with the count in it.</summary>
    public static LocalizedString Count(this IStringLocalizer<Texts> texts, string key, long count) => texts[$"{key}_{(count == 1 ? "one" : "other")}", count];
}
