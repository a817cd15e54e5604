namespace Collab.Web.Components.Workspaces;

/// <summary>What the pane at the end of the page shows.</summary>
public enum PaneView
{
    /// <summary>There is no pane.</summary>
    None,

    /// <summary>A thread.</summary>
    Thread,

    /// <summary>Who is in the place.</summary>
    Members,

    /// <summary>What the place is.</summary>
    Details,

    /// <summary>What is pinned to the place.</summary>
    Pins,

    /// <summary>The files of the place.</summary>
    Files,

    /// <summary>A person.</summary>
    Profile,

    /// <summary>What was found, one of which is shown in its place.</summary>
    Found,
}
