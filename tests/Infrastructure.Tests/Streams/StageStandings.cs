using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>The stage's people and workspace are in no directory: all of them are members there. Of others the directory tells.</summary>
internal sealed class StageStandings(DirectoryStandings real) : IStandings
{
    public static readonly WorkspaceId Workspace = new(5);

    public static void Use(IServiceCollection services) =>
        services.AddSingleton<IStandings>(provider => new StageStandings(provider.GetRequiredService<DirectoryStandings>()));

    public Task<Standing?> FindAsync(UserId user, WorkspaceId workspace, CancellationToken ct) =>
        workspace == Workspace ? Task.FromResult<Standing?>(new Standing(OrganizationRole.Member, WorkspaceRole.Member)) : real.FindAsync(user, workspace, ct);
}
