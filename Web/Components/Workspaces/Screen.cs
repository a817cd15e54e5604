using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>What the parts of one page tell each other: which feeds are open, what is being edited, which overlay shows.</summary>
public sealed class Screen
{
    private readonly List<LiveFeed> _feeds = [];

    /// <summary>Something of it changed.</summary>
    public event Action? Changed;

    /// <summary>The place in the middle.</summary>
    public LiveFeed? Place { get; private set; }

    /// <summary>Every feed on the page.</summary>
    public IReadOnlyList<LiveFeed> Feeds => _feeds;

    /// <summary>The dialog over the page.</summary>
    public Overlay Overlay { get; private set; }

    /// <summary>The address of what lies under one's settings; null as long as nothing was opened.</summary>
    public string? Behind { get; set; }

    /// <summary>The address of what lies under the receipts that are shown by theirs; null when they have none.</summary>
    public string? BehindReceipts { get; set; }

    /// <summary>A feed came onto the page.</summary>
    public void Add(LiveFeed feed, bool isPlace)
    {
        _feeds.Add(feed);
        if (isPlace)
            Place = feed;
        Changed?.Invoke();
    }

    /// <summary>A feed left the page.</summary>
    public void Remove(LiveFeed feed)
    {
        _feeds.Remove(feed);
        if (Place == feed)
            Place = null;
        Changed?.Invoke();
    }

    /// <summary>Whose short profile lies over the page.</summary>
    public Domain.Shared.Ids.UserId? Profile { get; private set; }

    /// <summary>Shows a person's card, or closes it.</summary>
    public void ShowProfile(Domain.Shared.Ids.UserId? user)
    {
        Profile = user;
        Changed?.Invoke();
    }

    /// <summary>The dialog about a message that lies over the page.</summary>
    public MessageDialog? About { get; private set; }

    /// <summary>Shows a dialog about a message, or none.</summary>
    public void ShowAbout(MessageDialog? about)
    {
        About = about;
        Changed?.Invoke();
    }

    /// <summary>Which of one's settings are shown: the last part of their address.</summary>
    public string PreferencesPage { get; private set; } = "";

    /// <summary>Shows some of one's settings.</summary>
    public void ShowPreferences(string page)
    {
        if (Overlay == Overlay.Preferences && PreferencesPage == page)
            return;
        PreferencesPage = page;
        Show(Overlay.Preferences);
    }

    /// <summary>Shows a dialog, or none.</summary>
    public void Show(Overlay overlay)
    {
        Overlay = overlay;
        Changed?.Invoke();
    }
}

/// <summary>The dialogs that lie over the page.</summary>
public enum Overlay
{
    /// <summary>None.</summary>
    None,

    /// <summary>Ctrl+K.</summary>
    Switcher,

    /// <summary>Ctrl+/.</summary>
    Keys,

    /// <summary>What one is doing.</summary>
    Status,

    /// <summary>Shift+Esc: asks whether everything in the workspace is to count as read.</summary>
    MarkAllRead,

    /// <summary>One's own settings; they have an address.</summary>
    Preferences,
}
