using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>The stores of one node, and short ways to fill them and to look behind them.</summary>
internal sealed class Stage(IServiceProvider node)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IServiceProvider Services => node;

    public OrganizationId Organization { get; } = new(77);

    public IIdSource Ids { get; } = node.GetRequiredService<IIdSource>();

    public IStreamStore Streams { get; } = node.GetRequiredService<IStreamStore>();

    public ISeatStore Seats { get; } = node.GetRequiredService<ISeatStore>();

    public IMessageStore Messages { get; } = node.GetRequiredService<IMessageStore>();

    public IReactionStore Reactions { get; } = node.GetRequiredService<IReactionStore>();

    public IRecallStore Recalls { get; } = node.GetRequiredService<IRecallStore>();

    public IReadMarkerStore Markers { get; } = node.GetRequiredService<IReadMarkerStore>();

    public IReceiptStore Receipts { get; } = node.GetRequiredService<IReceiptStore>();

    public IConfirmationStore Confirmations { get; } = node.GetRequiredService<IConfirmationStore>();

    public IReceiptSeats ReceiptSeats { get; } = node.GetRequiredService<IReceiptSeats>();

    public IEventLog Log { get; } = node.GetRequiredService<IEventLog>();

    public IEventBus Bus { get; } = node.GetRequiredService<IEventBus>();

    public ShardRouter Router { get; } = node.GetRequiredService<ShardRouter>();

    public UserId NewPerson() => Ids.NextInAnyBucket<UserId>();

    public UserId[] NewPeople(int count) => [.. Enumerable.Range(0, count).Select(_ => NewPerson())];

    /// <summary>A channel of these people; the first is its manager.</summary>
    public Task<StreamId> ChannelAsync(params UserId[] people) => MakeAsync(Channel(people[0]), people);

    public Task<StreamId> MakeAsync(StreamView head, params UserId[] people) => MakeAsync(head, people, SeatRole.Manager);

    public StreamView Channel(UserId by) => new()
    {
        Id = Ids.NextInAnyBucket<StreamId>(),
        Kind = StreamKind.Channel,
        Organization = Organization,
        Workspace = StageStandings.Workspace,
        Name = "general",
        CreatedBy = by,
        CreatedAt = new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero),
    };

    /// <summary>The chat of these people.</summary>
    public Task<StreamId> ChatAsync(params UserId[] people) => MakeAsync(
        Channel(people[0]) with
        {
            Name = "",
            Workspace = null,
            Visibility = ChannelVisibility.Private,
            Kind = people.Length > 2 ? StreamKind.Group : StreamKind.Direct,
            Participants = people,
        },
        people,
        SeatRole.Member);

    public Task<Seat> SeatAsync(StreamId stream, UserId user) => Streams.SeatAsync(stream, user, Ct);

    public async Task<StreamView> HeadAsync(StreamId stream) => (await Streams.FindAsync(stream, new UserId(1), Ct))!.Head;

    public async Task<SeatView?> SeatViewAsync(StreamId stream, UserId user) => (await Streams.FindAsync(stream, user, Ct))!.Seat;

    public async Task<PlaceView> PlaceAsync(StreamId stream, UserId user) =>
        await Seats.FindPlaceAsync(user, stream, Ct) ?? throw new InvalidOperationException("No seat, no place.");

    public NewMessage Message(string text = "hello", string? key = null, IReadOnlyList<UserId>? mentions = null, Broadcast broadcast = Broadcast.None)
    {
        var id = Ids.Next<MessageId>();
        return new NewMessage(id, ClientKey.Parse(key ?? $"k{id}").Value, text, $"<p>{text}</p>", mentions ?? [], broadcast);
    }

    public async Task<Result<MessageView>> TryPostAsync(StreamId stream, UserId by, NewMessage message) =>
        await Messages.PostAsync(await SeatAsync(stream, by), message, Ct);

    public async Task<MessageView> PostAsync(StreamId stream, UserId by, NewMessage? message = null) =>
        (await TryPostAsync(stream, by, message ?? Message())).Value;

    public async Task<MessageView> PostAsync(StreamId stream, UserId by, string text) => await PostAsync(stream, by, Message(text));

    public async Task<MessageView> ReplyAsync(StreamId stream, long seq, UserId by, NewMessage? reply = null) =>
        (await Messages.ReplyAsync(await SeatAsync(stream, by), seq, reply ?? Message("a reply"), Ct)).Value;

    public async Task<MessageView> EditAsync(StreamId stream, long seq, UserId by, NewMessage edited) =>
        (await Messages.EditAsync(await SeatAsync(stream, by), seq, edited, Ct)).Value;

    public async Task<MessageView> ReactAsync(StreamId stream, long seq, UserId by, string emoji, bool given = true) =>
        (await Reactions.SetAsync(await SeatAsync(stream, by), seq, emoji, given, Ct)).Value;

    public async Task<Result<TakenBack>> RecallAsync(StreamId stream, UserId by, long seq, TimeSpan? window = null, string? reason = null) =>
        await Recalls.TakeBackAsync(await SeatAsync(stream, by), seq, new RecallOrder(window, reason, Audit(by)), Ct);

    public async Task<ReadState> ReadUpToAsync(StreamId stream, UserId user, long seq, MarkerMove move = MarkerMove.Forward) =>
        (await Markers.MoveAsync(await SeatAsync(stream, user), seq, move, Ct)).Value;

    public async Task<MessageView?> FindAsync(StreamId stream, long seq) =>
        await Messages.FindAsync(await SeatAsync(stream, new UserId(1)), seq, Ct);

    /// <summary>A pass to the receipts of a message, in the hand of somebody who may take them along.</summary>
    public async Task<ReceiptPass> PassAsync(StreamId stream, long seq, UserId by, ReceiptPolicy? policy = null) =>
        (await SeatAsync(stream, by)).PassTo((await FindAsync(stream, seq))!, policy ?? ReceiptPolicy.Default);

    /// <summary>Every message there is, by pages.</summary>
    public async Task<List<MessageView>> HistoryAsync(StreamId stream)
    {
        var seat = await SeatAsync(stream, new UserId(1));
        var all = new List<MessageView>();
        MessagePage page;
        do
        {
            page = await Messages.ListAsync(seat, MessageRange.After(all.LastOrDefault()?.Seq ?? 0, 200), Ct);
            all.AddRange(page.Items);
        }
        while (page.HasNewer);
        return all;
    }

    public AuditEntry Audit(UserId by) =>
        new(Ids.Next<AuditEntryId>(), new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), Organization, by, AuditActs.ChannelArchived, "channel:1", "10.0.0.1", new Dictionary<string, string> { ["before"] = "a" });

    public Task<List<OutboxRow>> OutboxAsync(StreamId stream) => RowsAsync(stream, c => c.Outbox.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream).OrderBy(r => r.Version));

    public Task<List<HandoffRow>> HandoffsAsync(StreamId stream) => RowsAsync(stream, c => c.Handoffs.Where(r => r.Bucket == stream.Bucket).OrderBy(r => r.HandoffId));

    public Task<List<T>> RowsAsync<T>(StreamId stream, Func<ShardContext, IQueryable<T>> query) =>
        Router.For(stream).Database.ReadAsync(context => query(context).ToListAsync(Ct), Ct);

    /// <summary>Holds the lanes of all shards until it is disposed, so that what is posted meanwhile goes into one group.</summary>
    public async Task<IAsyncDisposable> HoldAsync(StreamId stream)
    {
        var database = Router.For(stream).Database;
        if (database.Writer is { } writer)
        {
            await writer.WaitAsync(Ct);
            return new Held(() => writer.Release());
        }

        var context = database.NewContext();
        var transaction = await context.Database.BeginTransactionAsync(Ct);
        await context.Streams.FromSqlRaw("SELECT * FROM stream WHERE bucket = {0} AND stream_id = {1} FOR UPDATE", stream.Bucket.Value, stream.Value).ToListAsync(Ct);
        return new Held(async () =>
        {
            await transaction.RollbackAsync(Ct);
            await transaction.DisposeAsync();
            await context.DisposeAsync();
        });
    }

    private async Task<StreamId> MakeAsync(StreamView head, UserId[] people, SeatRole first)
    {
        await Streams.CreateAsync(new NewStream(head, [.. people.Select((p, i) => new NewSeat(p, i == 0 ? first : SeatRole.Member))]), Ct);
        return head.Id;
    }

    private sealed class Held(Func<Task> release) : IAsyncDisposable
    {
        public Held(Action release)
            : this(() =>
            {
                release();
                return Task.CompletedTask;
            })
        {
        }

        public async ValueTask DisposeAsync() => await release();
    }
}
