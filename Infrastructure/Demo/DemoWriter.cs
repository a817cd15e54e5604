using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Demo;

/// <summary>Writes the demo content in bulk, people first and the org-wide channels last.</summary>
internal sealed class DemoWriter(
    Database<DirectoryContext> directory, ShardRouter router, INameFolding folding, DemoRequest request, IProgress<DemoProgress> progress)
{
    private const int RowsPerCommit = 4000;
    private double _done = 0.2;

    public async Task WriteAsync(DemoCrowd crowd, DemoPlaces places, IReadOnlyList<DemoStream> streams, DemoStory story, CancellationToken ct)
    {
        await WriteDirectoryAsync(crowd, places, streams, ct);
        DemoStream[] all = [.. streams, .. story.Threads];
        foreach (var shard in router.All)
            await WriteShardAsync(shard, all, story.Rows, 0.6 / router.All.Count, ct);
    }

    private async Task WriteDirectoryAsync(DemoCrowd crowd, DemoPlaces places, IReadOnlyList<DemoStream> streams, CancellationToken ct)
    {
        Report("Writing people", 0.1);
        await InsertAsync(directory, crowd.People, ct);
        await InsertAsync(directory, [.. crowd.People.SelectMany(WordsOf)], ct);
        await InsertAsync(directory, [.. crowd.People.Select(MemberOf)], ct);
        foreach (var person in crowd.SignIns)
        {
            await directory.WriteAsync(
                context => context.Database.ExecuteSqlRawAsync(
                    "INSERT INTO credential (user_id, password_hash, changed_at, failed_count) VALUES ({0}, {1}, {2}, 0)",
                    [person.UserId.Value, request.PasswordHash, Instant.ToStored(person.CreatedAt)], ct),
                ct);
        }

        Report("Writing channels", 0.1);
        var versions = streams.ToDictionary(s => s.Head.StreamId, s => s.Head.Version);
        foreach (var channel in places.Channels)
            channel.HeadVersion = versions[channel.StreamId];
        await InsertAsync(directory, places.Channels, ct);
        await InsertAsync(directory, [.. places.Chats.Select(ChatOf)], ct);
    }

    private async Task WriteShardAsync(Shard shard, IReadOnlyList<DemoStream> streams, DemoRows rows, double share, CancellationToken ct)
    {
        DemoStream[] here = [.. streams.Where(s => router.For(s.Head.StreamId) == shard)];
        Report($"Writing {shard.Name}", share / 3);
        await InsertAsync(shard.Database, [.. here.SelectMany(s => s.Messages)], ct);
        Report($"Writing {shard.Name}", share / 3);
        await InsertAsync(shard.Database, [.. rows.Outbox.Where(r => router.For(r.Bucket) == shard)], ct);
        await InsertAsync(shard.Database, [.. rows.Reactions.Where(r => router.For(r.Bucket) == shard)], ct);
        await InsertAsync(shard.Database, [.. rows.Mentions.Where(r => router.For(r.Bucket) == shard)], ct);
        Report($"Writing {shard.Name}", share / 3);
        await InsertAsync(shard.Database, [.. here.SelectMany(s => s.Seats.Values)], ct);
        await InsertAsync(shard.Database, [.. here.Where(s => s.IsNew).Select(s => s.Head)], ct);
        await UpdateAsync(shard.Database, [.. here.Where(s => !s.IsNew).Select(s => s.Head)], ct);
    }

    private static async Task InsertAsync<TContext, TRow>(Database<TContext> database, IReadOnlyList<TRow> rows, CancellationToken ct)
        where TContext : DbContext
        where TRow : class
    {
        foreach (var chunk in rows.Chunk(RowsPerCommit))
        {
            await database.WriteAsync(
                context =>
                {
                    context.ChangeTracker.AutoDetectChangesEnabled = false;
                    context.AddRange(chunk);
                    return Task.CompletedTask;
                },
                ct);
        }
    }

    private static Task UpdateAsync(Database<ShardContext> database, IReadOnlyList<StreamRow> heads, CancellationToken ct) =>
        database.WriteAsync(
            context =>
            {
                context.UpdateRange(heads);
                return Task.CompletedTask;
            },
            ct);

    private IEnumerable<PersonWordRow> WordsOf(PersonRow person) =>
        folding.Words($"{person.DisplayName} {person.Handle} {person.Title}").Select(word => new PersonWordRow { Word = word, UserId = person.UserId });

    private WorkspaceMemberRow MemberOf(PersonRow person) => new()
    {
        WorkspaceId = request.Workspace.Id,
        UserId = person.UserId,
        Role = person.IsGuest ? WorkspaceRole.Guest : WorkspaceRole.Member,
        JoinedAt = person.CreatedAt,
    };

    private DirectChatRow ChatOf((Domain.Shared.Ids.StreamId Stream, Domain.Shared.Ids.UserId[] People) chat) => new()
    {
        OrganizationId = request.Owner.Organization,
        PeopleHash = DirectChatStore.Hash(chat.People),
        StreamId = chat.Stream,
    };

    private void Report(string step, double share) => progress.Report(new DemoProgress(step, _done += share));
}
