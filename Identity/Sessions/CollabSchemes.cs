namespace Collab.Identity.Sessions;

/// <summary>The names of the authentication schemes.</summary>
public static class CollabSchemes
{
    /// <summary>Takes the token when a request carries one, else the cookie; the default.</summary>
    public const string Any = "collab";

    /// <summary>The browser's session cookie.</summary>
    public const string Cookie = "cookie";

    /// <summary>A personal access token: <c>Authorization: Bearer collab_pat_…</c>.</summary>
    public const string Token = "token";
}
