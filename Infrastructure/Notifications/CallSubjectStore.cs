using Collab.Domain.Notifications;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.UserGroups;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Notifications;

/// <summary>Groups and keywords of people. Those who ask at the same time share two queries; nothing is remembered.</summary>
internal sealed class CallSubjectStore : ICallSubjectStore
{
    private readonly Database<DirectoryContext> _directory;
    private readonly SharedReads<UserId, CallSubjects> _reads;

    public CallSubjectStore(Database<DirectoryContext> directory)
    {
        _directory = directory;
        _reads = new SharedReads<UserId, CallSubjects>(ReadAsync);
    }

    public async Task<CallSubjects> FindAsync(UserId user, CancellationToken ct) => await _reads.FindAsync(user, ct) ?? CallSubjects.None;

    private Task<IReadOnlyDictionary<UserId, CallSubjects>> ReadAsync(IReadOnlyCollection<UserId> users) =>
        _directory.ReadAsync<IReadOnlyDictionary<UserId, CallSubjects>>(
            async context =>
            {
                // Many wait for it, so nobody's patience counts.
                var groups = await (
                    from member in context.UserGroupMembers
                    join g in context.UserGroups on member.GroupId equals g.GroupId
                    where users.Contains(member.UserId)
                    select new { member.UserId, g.GroupId, g.Handle, member.JoinedAt }).ToListAsync(CancellationToken.None);
                var keywords = await (
                    from watch in context.KeywordWatches
                    join k in context.Keywords on watch.KeywordId equals k.KeywordId
                    where users.Contains(watch.UserId)
                    select new { watch.UserId, k.KeywordId, k.Words, watch.Since }).ToListAsync(CancellationToken.None);
                var (groupsOf, keywordsOf) = (groups.ToLookup(g => g.UserId), keywords.ToLookup(k => k.UserId));
                return users.ToDictionary(u => u, u => new CallSubjects(
                    [.. groupsOf[u].OrderBy(g => g.Handle, StringComparer.Ordinal).Take(UserGroup.MaxPerPerson).Select(g => new MyGroup(g.GroupId, g.Handle, g.JoinedAt))],
                    [.. keywordsOf[u].OrderBy(k => k.Words, StringComparer.Ordinal).Select(k => new WatchedKeyword(k.KeywordId, Keyword.Parse(k.Words).Value, k.Since))]));
            },
            CancellationToken.None);
}
