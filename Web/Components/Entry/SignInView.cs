namespace Collab.Web.Components.Entry;

/// <summary>The sign-in form.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="Return">Where to go afterwards.</param>
/// <param name="Email">What was typed.</param>
/// <param name="Problem">Why it was not taken.</param>
/// <param name="MayReset">A forgotten password can be reset by mail.</param>
/// <param name="IsAfterReset">The password was reset just now.</param>
/// <param name="IsAfterSignOut">This browser was signed out just now: what it has kept goes.</param>
public sealed record SignInView(string? Organization, string Return, string? Email = null, FormProblem? Problem = null, bool MayReset = false, bool IsAfterReset = false, bool IsAfterSignOut = false);
