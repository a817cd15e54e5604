namespace Collab.Web.Components.Entry;

/// <summary>The form that sets a new password.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="Token">The secret of the link.</param>
/// <param name="Email">Whose password it is.</param>
/// <param name="Problem">Why it was not taken.</param>
public sealed record ResetPasswordView(string? Organization, string Token, string Email, FormProblem? Problem = null);
