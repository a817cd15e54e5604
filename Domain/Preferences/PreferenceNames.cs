namespace Collab.Domain.Preferences;

/// <summary>The settings that are kept for a person. A list that is closed keeps what a person stores small.</summary>
public static class PreferenceNames
{
    /// <summary>Begins the names of the sidebar's sections that are folded: <c>true</c> when one is.</summary>
    public const string Folded = "sidebar.folded.";

    /// <summary>Others do not see when one was last active: <c>true</c> when they shall not.</summary>
    public const string HidesLastSeen = "privacy.hides_last_seen";

    /// <summary><c>true</c> when the person has been told that marking a place as read counts as reading.</summary>
    public const string KnowsMarkingReads = "hint.marking_reads";

    /// <summary>Longest value.</summary>
    public const int MaxValue = 200;

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All { get; } = [Folded + "starred", Folded + "channels", Folded + "chats", HidesLastSeen, KnowsMarkingReads];
}
