using Collab.Identity.Tokens;

namespace Collab.Web.Components.Entry;

/// <summary>One's access tokens and the form that makes one.</summary>
/// <param name="Tokens">Newest first.</param>
/// <param name="Now">The time, to tell which are over.</param>
/// <param name="Issued">One that was just made: its secret is shown this once.</param>
/// <param name="Name">The name that was typed.</param>
/// <param name="Days">The days that were typed.</param>
/// <param name="Problem">Why the form was not taken.</param>
public sealed record TokensView(
    IReadOnlyList<AccessToken> Tokens, DateTimeOffset Now, IssuedAccessToken? Issued = null, string? Name = null, string? Days = null, FormProblem? Problem = null);
