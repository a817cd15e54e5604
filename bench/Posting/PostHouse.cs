using System.Collections.Concurrent;
using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Posting;

/// <summary>A workspace with channels, senders seated in all of them, and three ways to post.</summary>
internal sealed class PostHouse(IServiceProvider services, Seat[] seats)
{
    private const string Text = "The nightly import of the Harbor warehouse took nine minutes today, which is two minutes less than before";
    private const string Html = "<p dir=\"auto\">" + Text + "</p>";

    private readonly IIdSource _ids = services.GetRequiredService<IIdSource>();
    private readonly IMessageStore _messages = services.GetRequiredService<IMessageStore>();
    private readonly StreamWrites _writes = services.GetRequiredService<StreamWrites>();
    private readonly PostMessage _useCase = UseCaseOf(services);
    private readonly ConcurrentDictionary<StreamId, long> _acknowledged = new();
    private readonly int _senders = seats.Count(s => s.Stream.Id == seats[0].Stream.Id);
    private long _posted;

    public static async Task<PostHouse> BuildAsync(IServiceProvider services, int channels, int senders, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var now = TimeProvider.System.GetUtcNow();
        var organization = new Organization(ids.Next<OrganizationId>(), "Bench", "UTC", "en", now);
        var workspace = new Workspace(ids.Next<WorkspaceId>(), organization.Id, "bench", "Bench", now);
        var audit = new AuditTrail(TimeProvider.System, ids);
        var owner = new Actor(ids.NextInAnyBucket<UserId>(), organization.Id, OrganizationRole.Owner);
        var person = new NewPerson(owner.User, EmailAddress.Parse("owner@bench.example").Value, Name.Parse("Owner").Value, OrganizationRole.Owner, null, now);
        await services.GetRequiredService<IOrganizationStore>().SetUpAsync(
            organization, person, workspace, audit.Entry(owner, AuditActs.OrganizationSetUp, "organization:bench"), ct);
        var authors = Enumerable.Range(0, senders).Select(_ => ids.NextInAnyBucket<UserId>()).ToArray();
        foreach (var author in authors)
            await AddPersonAsync(services, workspace, author, organization, now, ct);
        var streams = services.GetRequiredService<IStreamStore>();
        var seats = new List<Seat>();
        for (var i = 0; i < channels; i++)
        {
            var head = NewChannel(ids, organization, workspace, owner.User, i, now);
            await streams.CreateAsync(new NewStream(head, [.. authors.Select(a => new NewSeat(a, SeatRole.Member))]), ct);
            foreach (var author in authors)
                seats.Add(await streams.SeatAsync(head.Id, author, ct));
        }

        return new PostHouse(services, [.. seats]);
    }

    public async Task PostAsync(int caller, CancellationToken ct)
    {
        var seat = NextSeat(caller);
        Count((await _messages.PostAsync(seat, NewMessage(), ct)).Value);
    }

    public async Task PostAsUseCaseAsync(int caller, CancellationToken ct)
    {
        var seat = NextSeat(caller);
        var key = _ids.Next<MessageId>().ToString();
        Count((await _useCase.ExecuteAsync(new PostMessageRequest(seat.Actor, seat.Stream.Id, Text, key), ct)).Value);
    }

    /// <summary>How many people post.</summary>
    public int Senders => _senders;

    /// <summary>Posts a text into one of the channels, with everything that a post does.</summary>
    public async Task SayAsync(int channel, int caller, string text, CancellationToken ct)
    {
        var seat = seats[(channel * _senders) + (caller % _senders)];
        Count((await _useCase.ExecuteAsync(new PostMessageRequest(seat.Actor, seat.Stream.Id, text, _ids.Next<MessageId>().ToString()), ct)).Value);
    }

    /// <summary>Seats people in a channel who only read.</summary>
    public async Task SeatCrowdAsync(int channel, int people, CancellationToken ct)
    {
        var stream = seats[channel * _senders].Stream;
        for (var left = people; left > 0; left -= MembersJoined.MaxUsers)
        {
            NewSeat[] some = [.. Enumerable.Range(0, Math.Min(left, MembersJoined.MaxUsers)).Select(_ => new NewSeat(_ids.NextInAnyBucket<UserId>(), SeatRole.Member))];
            _ = (await services.GetRequiredService<ISeatStore>().AddAsync(stream.Id, stream.CreatedBy, some, null, ct)).Value;
        }
    }

    /// <summary>Leaves so many people in a channel, those who post first.</summary>
    public async Task KeepAsync(int channel, int people, CancellationToken ct)
    {
        var streams = services.GetRequiredService<IStreamStore>();
        foreach (var seat in seats.Skip((channel * _senders) + people).Take(_senders - people))
        {
            var own = await streams.SeatAsync(seat.Stream.Id, seat.Actor.User, ct);
            _ = (await services.GetRequiredService<ISeatStore>().RemoveAsync(own, seat.Actor.User, null, ct)).Value;
        }

        // Their leaving stands in the feed.
        _acknowledged[seats[channel * _senders].Stream.Id] = (await streams.FindAsync(seats[channel * _senders].Stream.Id, seats[channel * _senders].Actor.User, ct))!.Head.LastSeq; // it is there
    }

    /// <summary>In large places, too, everybody may call everybody.</summary>
    public async Task LetEverybodyCallAsync(CancellationToken ct)
    {
        var actor = seats[0].Actor;
        var audit = new AuditTrail(TimeProvider.System, _ids).Entry(actor, AuditActs.BroadcastPolicyChanged, "organization:bench");
        _ = (await services.GetRequiredService<IBroadcastPolicies>().SetAsync(actor.Organization, BroadcastPolicy.Everyone, audit, ct)).Value;
    }

    /// <summary>What the grouped writer replaces: the same act with the mapper, one transaction for each message.</summary>
    public async Task PostSinglyAsync(int caller, CancellationToken ct)
    {
        var seat = NextSeat(caller);
        var message = NewMessage();
        var stored = await _writes.RunAsync<MessageView>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { ArchivedAt: null } head
                    || await transaction.LockSeatAsync(head.StreamId, seat.Actor.User, ct) is not { LeftSeq: null } own)
                    return new Error.NotFound();
                var key = message.ClientKey.Value;
                if (await transaction.Context.Messages.AnyAsync(
                    m => m.Bucket == head.Bucket && m.StreamId == head.StreamId && m.AuthorId == own.UserId && m.ClientKey == key, ct))
                    return new Error.NotFound();
                var row = transaction.Post(head, ThreadReplies.NewRow(message, own.UserId));
                (own.LastReadSeq, own.LastReadAt) = (row.Seq, transaction.Now);
                return row.ToView();
            },
            ct);
        Count(stored.Value);
    }

    /// <summary>A row for the raw baseline: what the store would write, numbered by the caller.</summary>
    public MessageView NextView(int caller)
    {
        var seat = NextSeat(caller);
        var id = _ids.Next<MessageId>();
        return new MessageView
        {
            Stream = seat.Stream.Id,
            // Numbers far above those of the store: both write into the same tables.
            Seq = (1L << 40) + Interlocked.Increment(ref _posted),
            Id = id,
            Author = seat.Actor.User,
            ClientKey = id.ToString(),
            Text = Text,
            Html = Html,
            PostedAt = TimeProvider.System.GetUtcNow(),
            Revision = (1L << 40) + Interlocked.Increment(ref _posted),
        };
    }

    /// <summary>Every acknowledged message is there, and numbers are dense: speed that loses something is none.</summary>
    public async Task VerifyAsync(CancellationToken ct)
    {
        var router = services.GetRequiredService<ShardRouter>();
        foreach (var (stream, count) in _acknowledged)
        {
            var stored = await router.For(stream).Database.ReadAsync(
                context => context.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq < 1L << 40)
                    .GroupBy(m => 1).Select(g => new { Count = g.LongCount(), Last = g.Max(m => m.Seq) }).SingleAsync(ct),
                ct);
            if (stored.Count != count || stored.Last != count)
                throw new InvalidOperationException($"Stream {stream}: {count} acknowledged, {stored.Count} stored, last number {stored.Last}.");
        }
    }

    private static PostMessage UseCaseOf(IServiceProvider services)
    {
        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();
        var access = new StreamAccess(Get<IStreamStore>(), Get<IWorkspaceStore>());
        var callings = new Callings(Get<IBroadcastPolicies>(), Get<IUserGroupDirectory>(), Get<IWatchedKeywords>(), Get<IOnlineMembers>());
        var composer = new MessageComposer(Get<IMessageText>(), Get<IPeopleStore>(), Get<IChannelDirectory>(), Get<ISeatStore>(), callings, Get<IFileCatalog>(), Get<IIdSource>());
        var references = new ReferenceFinder(access, Get<IMessageStore>(), Get<IReferenceStore>());
        return new PostMessage(access, references, composer, Get<IMessageStore>(), Get<IRateLimits>(), TimeProvider.System);
    }

    private static StreamView NewChannel(IIdSource ids, Organization organization, Workspace workspace, UserId owner, int number, DateTimeOffset now) => new()
    {
        Id = ids.NextInAnyBucket<StreamId>(),
        Kind = StreamKind.Channel,
        Organization = organization.Id,
        Workspace = workspace.Id,
        Name = string.Create(CultureInfo.InvariantCulture, $"bench-{number}"),
        CreatedBy = owner,
        CreatedAt = now,
    };

    private static async Task AddPersonAsync(IServiceProvider services, Workspace workspace, UserId user, Organization organization, DateTimeOffset now, CancellationToken ct)
    {
        var directory = services.GetRequiredService<Database<DirectoryContext>>();
        await directory.WriteAsync(
            context =>
            {
                context.Add(new PersonRow
                {
                    UserId = user,
                    OrganizationId = organization.Id,
                    Email = $"{user}@bench.example",
                    Handle = $"p{user}",
                    DisplayName = $"Person {user}",
                    SortKey = $"person {user}",
                    IsActive = true,
                    CreatedAt = now,
                });
                context.Add(new WorkspaceMemberRow { WorkspaceId = workspace.Id, UserId = user, Role = WorkspaceRole.Member, JoinedAt = now });
                return Task.CompletedTask;
            },
            ct);
    }

    // Each sender goes through the channels by herself; seats are grouped by channel.
    private Seat NextSeat(int caller) => seats[(Random.Shared.Next(seats.Length / _senders) * _senders) + (caller % _senders)];

    private NewMessage NewMessage()
    {
        var id = _ids.Next<MessageId>();
        return new NewMessage(id, ClientKey.Parse(id.ToString()).Value, Text, Html, [], Broadcast.None);
    }

    private void Count(MessageView view) => _acknowledged.AddOrUpdate(view.Stream, 1, (_, n) => n + 1);
}
