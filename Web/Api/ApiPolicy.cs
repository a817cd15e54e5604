namespace Collab.Web.Api;

/// <summary>The policy of everything that programs call.</summary>
internal static class ApiPolicy
{
    /// <summary>Its name: a personal access token or the cookie of a page, of a person who is still active.</summary>
    public const string Name = "api";
}
