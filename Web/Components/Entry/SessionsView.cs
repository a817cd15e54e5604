using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Web.Components.Entry;

/// <summary>Where one is signed in, and the form that changes the password.</summary>
/// <param name="Sessions">Last seen first.</param>
/// <param name="Current">The one that looks.</param>
/// <param name="Notice">What was just done.</param>
/// <param name="Problem">Why a form was not taken.</param>
public sealed record SessionsView(IReadOnlyList<Session> Sessions, SessionId? Current, string? Notice = null, FormProblem? Problem = null);
