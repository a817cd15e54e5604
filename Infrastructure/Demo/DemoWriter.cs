using System.Globalization;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Demo;

/// <summary>
/// Writes the demo content: people first, then new streams in bulk, heads last, so that nobody finds half of one. Streams
/// that were there before come at the end, through <see cref="DemoLiveWriter"/>: people write to them meanwhile.
/// </summary>
internal sealed class DemoWriter(
    Database<DirectoryContext> directory, ShardRouter router, BucketInserts inserts, DemoLiveWriter live, INameFolding folding, DemoRequest request, IProgress<DemoProgress> progress)
{
    private const int RowsPerCommit = 4000;
    private double _done = 0.2;

    public async Task WriteAsync(DemoCrowd crowd, DemoPlaces places, IReadOnlyList<DemoStream> streams, DemoStory story, CancellationToken ct)
    {
        await WriteDirectoryAsync(crowd, places, streams, ct);
        var threads = story.Threads.ToLookup(t => streams.Any(s => !s.IsNew && s.Head.StreamId == t.Head.ParentId));
        DemoStream[] made = [.. streams.Where(s => s.IsNew), .. threads[false]];
        // By the map of now: the parts stay the same when it changes meanwhile.
        var parts = made.GroupBy(s => router.For(s.Head.StreamId)).ToArray();
        foreach (var part in parts)
            await WritePartAsync(part.Key.Name, [.. part], story.Rows, 0.5 / parts.Length, ct);
        Report("Joining channels", 0.1);
        foreach (var stream in streams.Where(s => !s.IsNew))
            await live.WriteAsync(stream, story.Rows.TurnsOf(stream, threads[true]), request.Owner.User, ct);
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
        await InsertChannelsAsync(places.Channels, streams.ToDictionary(s => s.Head.StreamId, s => s.Head), ct);
        await InsertAsync(directory, [.. places.Chats.Select(ChatOf)], ct);
    }

    // Somebody may have made a channel of one of these names: it keeps the name, and this one gets a number.
    private Task InsertChannelsAsync(IReadOnlyList<ChannelRow> channels, Dictionary<StreamId, StreamRow> heads, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                var taken = (await context.Channels.Where(c => c.WorkspaceId == request.Workspace.Id).Select(c => c.Name).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
                foreach (var channel in channels)
                {
                    var (wanted, head) = (channel.Name, heads[channel.StreamId]);
                    for (var number = 2; !taken.Add(channel.Name); number++)
                        channel.Name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
                    head.Name = channel.Name;
                    channel.HeadVersion = head.Version;
                }

                context.AddRange(channels);
            },
            ct);

    private async Task WritePartAsync(string shard, DemoStream[] here, DemoRows rows, double share, CancellationToken ct)
    {
        var ids = here.Select(s => s.Head.StreamId).ToHashSet();
        Report($"Writing {shard}", share / 3);
        await InsertAsync([.. here.SelectMany(s => s.Messages)], r => r.Bucket, ct);
        Report($"Writing {shard}", share / 3);
        await InsertAsync([.. rows.Outbox.Where(r => ids.Contains(r.StreamId))], r => r.Bucket, ct);
        await InsertAsync([.. rows.Reactions.Where(r => ids.Contains(r.StreamId))], r => r.Bucket, ct);
        await InsertAsync([.. rows.Mentions.Where(r => ids.Contains(r.StreamId))], r => r.Bucket, ct);
        Report($"Writing {shard}", share / 3);
        await InsertAsync([.. here.SelectMany(s => s.Seats.Values)], r => r.Bucket, ct);
        await InsertAsync([.. here.Select(s => s.Head)], r => r.Bucket, ct);
    }

    private async Task InsertAsync<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Bucket> bucketOf, CancellationToken ct)
        where TRow : class
    {
        foreach (var chunk in rows.Chunk(RowsPerCommit))
            await inserts.InsertAsync(chunk, bucketOf, ct);
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

    private IEnumerable<PersonWordRow> WordsOf(PersonRow person) =>
        folding.Words($"{person.DisplayName} {person.Handle} {person.Title} {person.Department}").Select(word => new PersonWordRow { Word = word, UserId = person.UserId });

    private WorkspaceMemberRow MemberOf(PersonRow person) => new()
    {
        WorkspaceId = request.Workspace.Id,
        UserId = person.UserId,
        Role = person.IsGuest ? WorkspaceRole.Guest : WorkspaceRole.Member,
        JoinedAt = person.CreatedAt,
    };

    private DirectChatRow ChatOf((StreamId Stream, UserId[] People) chat) => new()
    {
        OrganizationId = request.Owner.Organization,
        PeopleHash = DirectChatStore.Hash(chat.People),
        StreamId = chat.Stream,
    };

    private void Report(string step, double share) => progress.Report(new DemoProgress(step, _done += share));
}
