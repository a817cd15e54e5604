namespace Collab.Web.Components.Entry;

/// <summary>The form that asks for a new password.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="Email">What was typed.</param>
/// <param name="Problem">Why it was not taken.</param>
public sealed record ResetView(string? Organization, string? Email = null, FormProblem? Problem = null);
