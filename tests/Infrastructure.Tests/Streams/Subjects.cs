using Collab.Domain.Notifications;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>Groups and keywords of people, put into the directory as they would be after any use case.</summary>
internal sealed class Subjects(IServiceProvider node, OrganizationId organization)
{
    private readonly Database<DirectoryContext> _directory = node.GetRequiredService<Database<DirectoryContext>>();
    private readonly IIdSource _ids = node.GetRequiredService<IIdSource>();
    private readonly TimeProvider _time = node.GetRequiredService<TimeProvider>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<UserGroupId> NewGroupAsync()
    {
        var id = _ids.Next<UserGroupId>();
        await _directory.WriteAsync(context => Add(context, new UserGroupRow { GroupId = id, WorkspaceId = StageStandings.Workspace, Handle = $"g{id}", Name = "Group" }), Ct);
        return id;
    }

    public async Task<StoredKeyword> NewKeywordAsync(string words)
    {
        var id = _ids.Next<KeywordId>();
        // Each history has words of its own: the index over them is the organization's.
        var stored = new StoredKeyword(id, $"{words} {id}");
        await _directory.WriteAsync(context => Add(context, new KeywordRow { KeywordId = id, OrganizationId = organization, Words = stored.Words }), Ct);
        return stored;
    }

    /// <summary>Puts a person into a group from now on, or takes her out.</summary>
    public Task SetMemberAsync(UserGroupId group, UserId user, bool isIn) => _directory.WriteAsync(
        async context =>
        {
            await context.UserGroupMembers.Where(m => m.GroupId == group && m.UserId == user).ExecuteDeleteAsync(Ct);
            if (isIn)
                context.Add(new UserGroupMemberRow { GroupId = group, UserId = user, JoinedAt = _time.GetUtcNow() });
        },
        Ct);

    /// <summary>Lets a person watch a keyword from now on, or no longer.</summary>
    public Task SetWatchAsync(KeywordId keyword, UserId user, bool watches) => _directory.WriteAsync(
        async context =>
        {
            await context.KeywordWatches.Where(w => w.KeywordId == keyword && w.UserId == user).ExecuteDeleteAsync(Ct);
            if (watches)
                context.Add(new KeywordWatchRow { KeywordId = keyword, UserId = user, Since = _time.GetUtcNow() });
        },
        Ct);

    private static Task Add(DirectoryContext context, object row)
    {
        context.Add(row);
        return Task.CompletedTask;
    }
}
