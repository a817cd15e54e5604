namespace Collab.Web.Hosting.Demo;

/// <summary>How to get into the demo organization.</summary>
/// <param name="Workspace">The workspace's short name in addresses.</param>
/// <param name="People">Whom one can be.</param>
public sealed record DemoKeys(string Workspace, IReadOnlyList<DemoKey> People);

/// <summary>One person of the demo organization whom one can be.</summary>
/// <param name="Role"><c>owner</c>, <c>auditor</c>, <c>member</c> or <c>guest</c>.</param>
/// <param name="Name">Her name.</param>
/// <param name="Email">Her address.</param>
/// <param name="Password">Her password.</param>
/// <param name="Token">A personal access token of hers.</param>
public sealed record DemoKey(string Role, string Name, string Email, string Password, string Token);
