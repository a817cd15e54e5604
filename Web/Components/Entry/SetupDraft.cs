using System.Globalization;

namespace Collab.Web.Components.Entry;

/// <summary>What has been entered in the first-run wizard so far. It travels in the form, encrypted, so that no server keeps it.</summary>
public sealed record SetupDraft
{
    /// <summary>The right code was shown.</summary>
    public bool IsCodeShown { get; init; }

    public string? OrganizationName { get; init; }

    public string TimeZone { get; init; } = "";

    public string Language { get; init; } = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "de" : "en";

    public string? OwnerName { get; init; }

    public string? OwnerEmail { get; init; }

    public string? OwnerPassword { get; init; }

    public string? WorkspaceName { get; init; }
}
