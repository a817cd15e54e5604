using Collab.Identity.Accounts;

namespace Collab.Web.Components.Entry;

/// <summary>An invitation and the form that accepts it.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="Card">What it says.</param>
/// <param name="Name">The name that was typed.</param>
/// <param name="Problem">Why it was not taken.</param>
public sealed record InvitationView(string Token, InvitationCard Card, string? Name = null, FormProblem? Problem = null);
