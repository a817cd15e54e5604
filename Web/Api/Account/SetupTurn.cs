using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>Where the wizard stands.</summary>
/// <param name="Step">The step to show.</param>
/// <param name="Draft">What was entered.</param>
/// <param name="Problem">Why the last step was not taken.</param>
/// <param name="IsComplete">All steps are taken: the organization can be made.</param>
internal sealed record SetupTurn(int Step, SetupDraft Draft, FormProblem? Problem = null, bool IsComplete = false);
