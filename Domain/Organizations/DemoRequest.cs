using Collab.Domain.Shared;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Organizations;

/// <summary>What the demo content is made for.</summary>
/// <param name="Owner">Who runs the organization; the content's channels are hers.</param>
/// <param name="Workspace">Where it goes.</param>
/// <param name="Seed">The same seed makes the same content.</param>
/// <param name="People">How many people; all of them sit in the org-wide channel.</param>
/// <param name="PasswordHash">The stored form of the password of the cast; the crowd has none and cannot sign in.</param>
public sealed record DemoRequest(Actor Owner, Workspace Workspace, int Seed, int People, string PasswordHash);
