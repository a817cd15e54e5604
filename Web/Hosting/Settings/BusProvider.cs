namespace Collab.Web.Hosting.Settings;

/// <summary>How nodes tell each other of news.</summary>
public enum BusProvider
{
    /// <summary>There is one node.</summary>
    InProcess,

    /// <summary>Through Redis.</summary>
    Redis,
}
