namespace Collab.Web.Components.Workspaces;

/// <summary>What the middle of the page shows.</summary>
public enum MainView
{
    /// <summary>The last place; on a phone the sidebar.</summary>
    Home,

    /// <summary>A channel or chat.</summary>
    Place,

    /// <summary>A new message.</summary>
    New,

    /// <summary>One's chats and contacts.</summary>
    Chats,

    /// <summary>The threads that one follows.</summary>
    Threads,

    /// <summary>What one keeps for later.</summary>
    Saved,

    /// <summary>The channel directory.</summary>
    Browse,

    /// <summary>The people directory.</summary>
    People,

    /// <summary>What was searched for.</summary>
    Search,

    /// <summary>The groups that a message can call.</summary>
    Groups,

    /// <summary>The organization's console.</summary>
    Organization,

    /// <summary>Nothing that one may know of.</summary>
    NotFound,
}
