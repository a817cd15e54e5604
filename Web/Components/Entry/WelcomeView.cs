
namespace Collab.Web.Components.Entry;

/// <summary>What one sees after joining.</summary>
/// <param name="Name">Her name.</param>
/// <param name="Workspaces">Her workspaces.</param>
/// <param name="MayInvite">Those that she may invite to.</param>
/// <param name="Emails">Addresses that were typed.</param>
/// <param name="Links">Links that were made: shown this once.</param>
/// <param name="Problem">Why the form was not taken.</param>
/// <param name="MayLoadDemo">She runs the organization, so she may fill it with demo content.</param>
/// <param name="AreMailed">Invited people get their links by mail as well.</param>
public sealed record WelcomeView(
    string Name, IReadOnlyList<Domain.Workspaces.Workspace> Workspaces, IReadOnlyList<Domain.Workspaces.Workspace> MayInvite, string? Emails, IReadOnlyList<InvitationLink> Links,
    FormProblem? Problem, bool MayLoadDemo, bool AreMailed = false);

/// <summary>The link of an invitation.</summary>
/// <param name="Email">To whom.</param>
/// <param name="Url">The link.</param>
public sealed record InvitationLink(string Email, string Url);
