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

    /// <summary>One's own settings; they have an address.</summary>
    Preferences,
}
