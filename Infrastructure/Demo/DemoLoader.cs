using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Demo;

internal sealed class DemoLoader(
    Database<DirectoryContext> directory, ShardRouter router, BucketInserts inserts, DemoLiveWriter live, INameFolding folding, IMessageText texts, TimeProvider time) : IDemoLoader
{
    private const int ActivePeople = 400;
    private const int Months = 6;

    public async Task<Result<DemoCast>> LoadAsync(DemoRequest request, IProgress<DemoProgress> progress, CancellationToken ct)
    {
        if (request.People < 50)
            return new Error.Invalid("demo.too_small", "The demo content needs at least 50 people.", "people");
        if (await directory.ReadAsync(c => c.People.AnyAsync(p => p.Email == DemoCrowd.AuditorEmail, ct), ct))
            return new Error.Conflict("demo.loaded", "The demo content is there already.");
        var dice = new DemoDice(request.Seed);
        var end = time.GetUtcNow();
        var start = new DateTimeOffset(end.Year, end.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-Months);
        var clock = new DemoClock(start, dice);
        progress.Report(new DemoProgress("Inventing people", 0.02));
        var taken = await directory.ReadAsync(c => c.People.Select(p => p.Handle).ToListAsync(ct), ct);
        var crowd = new DemoCrowd(request, clock, dice, folding, taken);
        new DemoProfiles(request.Seed, end).Tell(crowd.People);
        var places = new DemoPlaces(request, crowd, clock, dice);
        var existing = await FindExistingAsync(request, ct);
        var plan = places.Plan(existing);
        progress.Report(new DemoProgress("Telling their story", 0.08));
        var known = crowd.People.ToDictionary(p => p.UserId);
        var story = new DemoStory(dice, clock, texts, known, crowd.People.ToDictionary(p => p.Handle));
        story.Tell(plan, start, end);
        clock.MoveTo(end.Stored());
        foreach (var stream in plan.Select(p => p.Stream).Concat(story.Threads))
            story.Read(stream);
        var writer = new DemoWriter(directory, router, inserts, live, folding, request, progress);
        await writer.WriteAsync(crowd, places, [.. plan.Select(p => p.Stream)], story, ct);
        await JoinLateChannelsAsync(request, places, existing, ct);
        progress.Report(new DemoProgress("Done", 1));
        return new DemoCast(ToView(crowd.Auditor), [ToView(crowd.Mira), ToView(crowd.Jonas)], ToView(crowd.Guest));
    }

    /// <summary>How many of the crowd do the talking.</summary>
    public static int Active(int people) => Math.Min(ActivePeople, people / 2);

    private static DemoPerson ToView(PersonRow person) => new(person.UserId, person.Email, person.DisplayName);

    // An org-wide channel that was made while the story was told has not seen the crowd among the people it seated.
    private async Task JoinLateChannelsAsync(DemoRequest request, DemoPlaces places, IReadOnlyList<StreamRow> known, CancellationToken ct)
    {
        foreach (var head in (await FindExistingAsync(request, ct)).ExceptBy(known.Select(k => k.StreamId), h => h.StreamId))
            await live.WriteAsync(places.JoinAll(head), [], request.Owner.User, ct);
    }

    // The channels that the workspace has already: the crowd joins the org-wide ones. One whose stream is not made yet
    // seats the crowd by itself.
    private async Task<IReadOnlyList<StreamRow>> FindExistingAsync(DemoRequest request, CancellationToken ct)
    {
        var channels = await directory.ReadAsync(
            c => c.Channels.Where(x => x.WorkspaceId == request.Workspace.Id && x.Visibility == ChannelVisibility.OrgWide && !x.IsArchived)
                .OrderBy(x => x.StreamId).Select(x => x.StreamId).ToListAsync(ct),
            ct);
        var heads = new List<StreamRow>();
        foreach (var id in channels)
        {
            if (await router.For(id).Database.ReadAsync(c => c.Streams.SingleOrDefaultAsync(s => s.Bucket == id.Bucket && s.StreamId == id, ct), ct) is { } head)
                heads.Add(head);
        }

        return heads;
    }
}
