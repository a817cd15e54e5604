using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>Who sits where in the demo content.</summary>
internal sealed class DemoPlaces(DemoRequest request, DemoCrowd crowd, DemoClock clock, DemoDice dice)
{
    private static readonly string[] GuestChannels = ["project-atlas", "design"];

    private readonly UserId[] _active = [.. crowd.People.Where(p => !p.IsGuest).Take(DemoLoader.Active(crowd.People.Count)).Select(p => p.UserId)];
    private readonly UserId[] _all = [.. crowd.People.Where(p => !p.IsGuest).Select(p => p.UserId)];

    public List<ChannelRow> Channels { get; } = [];

    public List<(StreamId Stream, UserId[] People)> Chats { get; } = [];

    public IReadOnlyList<(DemoStream Stream, int Messages)> Plan(IReadOnlyList<StreamRow> existing)
    {
        var scale = Math.Min(1.0, crowd.People.Count / 12_000.0);
        var plan = new List<(DemoStream, int)>();
        foreach (var head in existing)
            plan.Add((JoinAll(head), 160));
        foreach (var channel in DemoChannels.All)
            plan.Add((Open(channel, scale), Math.Max(20, (int)(channel.Messages * Math.Max(scale, 0.05)))));
        foreach (var (people, messages) in ChatPlans().Select(c => (People: c.People.Distinct().Order().ToArray(), c.Messages)).DistinctBy(c => string.Join(',', c.People)))
            plan.Add((OpenChat(people), messages));
        return plan;
    }

    /// <summary>Everybody but guests takes a seat in a stream that was there before, with nothing unread.</summary>
    public DemoStream JoinAll(StreamRow head)
    {
        var stream = new DemoStream(head, DemoTexts.News, isNew: false) { Speakers = dice.Sample(_active, Math.Min(12, _active.Length)) };
        foreach (var user in _all)
        {
            stream.Seat(user);
            stream.Seats[user].LastReadSeq = head.LastSeq;
        }

        return stream;
    }

    private DemoStream Open(DemoChannels.Plan plan, double scale)
    {
        var id = clock.IdInAnyBucket<StreamId>();
        var head = NewHead(id, StreamKind.Channel, plan.Visibility);
        (head.WorkspaceId, head.Name, head.Purpose) = (request.Workspace.Id, plan.Name, plan.Purpose);
        head.Topic = dice.Chance(0.5) ? $"Next: {dice.Pick(DemoTexts.Products)} · ask in threads" : "";
        var stream = new DemoStream(head, plan.Theme, isNew: true);
        stream.Seat(request.Owner.User, SeatRole.Manager);
        stream.Seat(crowd.Mira.UserId);
        stream.Seat(crowd.Jonas.UserId);
        if (GuestChannels.Contains(plan.Name))
            stream.Seat(crowd.Guest.UserId);
        var members = Math.Max(8, (int)(plan.Members * scale));
        foreach (var user in dice.Sample(_active, Math.Min(members, _active.Length / 2)))
            stream.Seat(user);
        foreach (var user in dice.Sample(_all, members))
            stream.Seat(user);
        stream.Speakers = dice.Sample([.. stream.Seats.Keys.Intersect(_active)], 24);
        Channels.Add(new ChannelRow
        {
            StreamId = id,
            WorkspaceId = request.Workspace.Id,
            Name = plan.Name,
            Topic = head.Topic,
            Purpose = plan.Purpose,
            Visibility = plan.Visibility,
            CreatedBy = request.Owner.User,
            CreatedAt = head.CreatedAt,
        });
        return stream;
    }

    private IEnumerable<(UserId[] People, int Messages)> ChatPlans()
    {
        UserId[] cast = [request.Owner.User, crowd.Mira.UserId, crowd.Jonas.UserId];
        yield return ([cast[0], cast[1]], 60);
        yield return ([cast[0], cast[2]], 40);
        yield return ([cast[1], cast[2]], 120);
        yield return (cast, 80);
        yield return ([cast[1], crowd.Guest.UserId], 30);
        foreach (var one in cast)
        {
            foreach (var other in dice.Sample(_active, 8).Except(cast))
                yield return ([one, other], 5 + dice.Skewed(60));
            yield return ([one, .. dice.Sample(_active, 4).Except(cast)], 10 + dice.Skewed(50));
        }
    }

    private DemoStream OpenChat(UserId[] everybody)
    {
        var id = clock.IdInAnyBucket<StreamId>();
        Chats.Add((id, everybody));
        var head = NewHead(id, everybody.Length <= 2 ? StreamKind.Direct : StreamKind.Group, ChannelVisibility.Private);
        head.Participants = Json.WriteList(everybody);
        var stream = new DemoStream(head, dice.Chance(0.5) ? DemoTexts.Work : DemoTexts.Talk, isNew: true) { Speakers = everybody };
        foreach (var user in everybody)
            stream.Seat(user);
        return stream;
    }

    private StreamRow NewHead(StreamId id, StreamKind kind, ChannelVisibility visibility) => new()
    {
        Bucket = id.Bucket,
        StreamId = id,
        Kind = kind,
        OrganizationId = request.Owner.Organization,
        Visibility = visibility,
        CreatedBy = request.Owner.User,
        CreatedAt = clock.GetUtcNow(),
    };
}
