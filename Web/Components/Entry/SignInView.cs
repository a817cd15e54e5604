namespace Collab.Web.Components.Entry;

/// <summary>The sign-in form.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="Return">Where to go afterwards.</param>
/// <param name="Email">What was typed.</param>
/// <param name="Problem">Why it was not taken.</param>
public sealed record SignInView(string? Organization, string Return, string? Email = null, FormProblem? Problem = null);
