using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

internal sealed class DirectoryStandings(Database<DirectoryContext> directory) : IStandings
{
    public Task<Standing?> FindAsync(UserId user, WorkspaceId workspace, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var found = await (
                    from person in context.People
                    where person.UserId == user && person.IsActive
                    select new
                    {
                        person.Role,
                        Workspace = context.WorkspaceMembers.Where(m => m.WorkspaceId == workspace && m.UserId == user).Select(m => (WorkspaceRole?)m.Role).FirstOrDefault(),
                    }).SingleOrDefaultAsync(ct);
                return found is null ? null : new Standing(found.Role, found.Workspace);
            },
            ct);
}
