using Collab.Domain.Expiry;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;

namespace Collab.Web.Tests.Realtime;

/// <summary>A stream in memory: the truth that a feed is compared with.</summary>
internal sealed class StreamModel : IFeedSource
{
    public static readonly UserId Me = new(1024);
    public static readonly UserId Other = new(2048);
    public static readonly StreamId Id = new(4096);
    public static readonly UserGroupId MyGroup = new(8001);
    public const string Keyword = "deploy";

    private readonly List<DomainEvent> _log = [];
    private readonly List<MessageView> _messages = [];

    /// <summary>How many events are kept.</summary>
    public int Kept { get; init; } = int.MaxValue;

    /// <summary>The reader's own reactions that messages do not name.</summary>
    public HashSet<OwnReaction> Own { get; } = [];

    /// <summary>What the reader has deleted for herself.</summary>
    public HashSet<long> Hidden { get; } = [];

    /// <summary>What she sees.</summary>
    public IEnumerable<MessageView> Seen => _messages.Where(m => !Hidden.Contains(m.Seq) && m.State != MessageState.Expired);

    /// <summary>Called while a page is on its way: what happens then comes too late for it.</summary>
    public Action DuringLoad { get; set; } = () => { };

    public StreamView Head { get; private set; } = new()
    {
        Id = Id,
        Kind = StreamKind.Channel,
        Organization = new OrganizationId(1),
        Workspace = new WorkspaceId(1),
        Name = "design",
        CreatedBy = Other,
        CreatedAt = DateTimeOffset.UnixEpoch,
        MemberCount = 2,
    };

    public IReadOnlyList<MessageView> Messages => _messages;

    public DomainEvent Post(UserId author, string clientKey, IReadOnlyList<UserId>? mentions = null, IReadOnlyList<UserGroupId>? groups = null, string? text = null, DateTimeOffset? expiresAt = null)
    {
        Head = Head with { Version = Head.Version + 1, LastSeq = Head.LastSeq + 1 };
        var message = new MessageView
        {
            Stream = Id,
            Seq = Head.LastSeq,
            Id = new MessageId(Head.LastSeq),
            Author = author,
            ClientKey = clientKey,
            Text = text ?? clientKey,
            Html = $"<p>{clientKey}</p>",
            Groups = groups ?? [],
            PostedAt = DateTimeOffset.UnixEpoch.AddMinutes(10 * Head.LastSeq),
            ExpiresAt = expiresAt,
            Revision = Head.Version,
            Mentions = mentions ?? [],
        };
        _messages.Add(message);
        return Keep(new MessagePosted { Id = NewId(), Head = Head, Message = message });
    }

    public DomainEvent Edit(int index) =>
        Change(index, m => m with { Html = m.Html + "!", EditedAt = DateTimeOffset.UnixEpoch }, m => new MessageEdited { Id = NewId(), Head = Head, Message = m });

    public DomainEvent React(int index) =>
        Change(
            index,
            m => m with { Reactions = m.Reactions.Count > 0 ? [] : [new ReactionView("👍", 1, [Other])] },
            m => new ReactionsChanged { Id = NewId(), Head = Head, Message = m, User = Other, Emoji = "👍", Added = m.Reactions.Count > 0 });

    /// <summary>More people than a message names react; the reader is not among the first.</summary>
    public DomainEvent ReactAsCrowd(int index, int count) =>
        Change(
            index,
            m => m with { Reactions = [new ReactionView("👍", count, [.. Enumerable.Range(0, ReactionView.MaxShown).Select(i => new UserId(16_384 + (1_024 * i)))])] },
            m => new ReactionsChanged { Id = NewId(), Head = Head, Message = m, User = Other, Emoji = "👍", Added = true });

    /// <summary>The reader reacts after the crowd, or takes it back.</summary>
    public DomainEvent ReactAsMe(int index, bool given)
    {
        var own = new OwnReaction(_messages[index].Seq, "👍");
        if (given)
            Own.Add(own);
        else
            Own.Remove(own);
        return Change(
            index,
            m => m with { Reactions = [.. m.Reactions.Select(r => r with { Count = r.Count + (given ? 1 : -1) })] },
            m => new ReactionsChanged { Id = NewId(), Head = Head, Message = m, User = Me, Emoji = "👍", Added = given });
    }

    public DomainEvent Reply(int index) =>
        Change(
            index,
            m => m with { Thread = (m.Thread ?? new ThreadSummary(new StreamId(8192), 0, m.PostedAt, [])).With(Other, m.PostedAt) },
            m => new ThreadReplied { Id = NewId(), Head = Head, Message = m });

    public DomainEvent Pin(int index) =>
        Change(index, m => m with { Pin = m.Pin is null ? new PinView(Other, m.PostedAt) : null }, m => new PinChanged { Id = NewId(), Head = Head, Message = m });

    public DomainEvent Recall(int index) =>
        Change(
            index,
            m => m with { State = MessageState.Recalled, Recall = new RecallView(m.Author, m.PostedAt), Text = "", Html = "", Mentions = [], Groups = [], Reactions = [], Pin = null, EditedAt = null },
            m => new MessageRecalled { Id = NewId(), Head = Head, Message = m });

    public DomainEvent Expire(int index) =>
        Change(index, m => m.AsExpired(), m => new MessageExpired { Id = NewId(), Head = Head, Message = m });

    /// <summary>The reader deletes a message for herself, or brings it back.</summary>
    public HiddenSignal Hide(int index)
    {
        var seq = 1 + (index % Math.Max(1, _messages.Count));
        var isHidden = Hidden.Add(seq);
        if (!isHidden)
            Hidden.Remove(seq);
        return new HiddenSignal(Me, Id, [seq], isHidden);
    }

    public DomainEvent Rename()
    {
        Head = Head with { Version = Head.Version + 1, Name = Head.Name + "x" };
        return Keep(new StreamChanged { Id = NewId(), Head = Head });
    }

    public DomainEvent Set(Func<StreamView, StreamView> change)
    {
        Head = change(Head) with { Version = Head.Version + 1 };
        return Keep(new StreamChanged { Id = NewId(), Head = Head });
    }

    public DomainEvent Join(UserId user)
    {
        Head = Head with { Version = Head.Version + 1, MemberCount = Head.MemberCount + 1 };
        return Keep(new MembersJoined { Id = NewId(), Head = Head, Users = [user] });
    }

    public DomainEvent Leave(UserId user)
    {
        Head = Head with { Version = Head.Version + 1, MemberCount = Head.MemberCount - 1 };
        return Keep(new MembersLeft { Id = NewId(), Head = Head, Users = [user] });
    }

    public Task<Result<MessagePage>> ListAsync(MessageRange range, CancellationToken ct)
    {
        var seen = Seen.ToList();
        var (older, newer) = range.Side switch
        {
            RangeSide.Before => (seen.Where(m => m.Seq < range.Anchor).TakeLast(range.Limit), []),
            RangeSide.After => ([], seen.Where(m => m.Seq > range.Anchor).Take(range.Limit)),
            _ => (seen.Where(m => m.Seq <= range.Anchor).TakeLast((range.Limit + 1) / 2), seen.Where(m => m.Seq > range.Anchor).Take(range.Limit / 2)),
        };
        MessageView[] page = [.. older, .. newer];
        var first = page.Length > 0 ? page[0].Seq : range.Anchor;
        var last = page.Length > 0 ? page[^1].Seq : Math.Min(range.Anchor, Head.LastSeq);
        var hasNewer = range.Side == RangeSide.Before ? range.Anchor <= Head.LastSeq : seen.Exists(m => m.Seq > last);
        var through = !hasNewer ? Head.LastSeq : range.Side == RangeSide.Before ? range.Anchor - 1 : last;
        var result = new MessagePage(page, seen.Exists(m => m.Seq < first), hasNewer, Head.Version)
        {
            Own = [.. Own.Where(o => page.Any(m => m.Seq == o.Seq))],
            Through = through,
        };
        DuringLoad();
        return Task.FromResult<Result<MessagePage>>(result);
    }

    public Task<Result<IReadOnlyList<long>>> ListHiddenAsync(long from, long to, CancellationToken ct) =>
        Task.FromResult(Result.Of<IReadOnlyList<long>>([.. Hidden.Where(seq => seq >= from && seq <= to).Order()]));

    public Task<Result<EventSlice>> CatchUpAsync(long version, CancellationToken ct)
    {
        var missed = _log.Where(e => e.Version > version).ToArray();
        var complete = missed.Length <= Kept;
        return Task.FromResult<Result<EventSlice>>(new EventSlice(complete ? [.. missed.Select(AsItIsNow)] : [], complete));
    }

    public Task<Result<PlaceAccess>> FindPlaceAsync(CancellationToken ct) =>
        Task.FromResult<Result<PlaceAccess>>(new PlaceAccess(Head, Rights.Read | Rights.Post, Place()));

    /// <summary>The row of a sidebar as a store would count it.</summary>
    public PlaceView Place(long lastRead = 0)
    {
        var unread = _messages.Where(m => m.Seq > lastRead && !Hidden.Contains(m.Seq) && m.Author != Me && m is { Note: null, State: MessageState.Posted }).ToArray();
        return new PlaceView(Head, SeatRole.Member, lastRead, unread.Length, unread.Count(CallsMe), false, null);
    }

    private static bool CallsMe(MessageView message) =>
        message.Mentions.Contains(Me) || message.Groups.Contains(MyGroup) || message.Text.Contains(Keyword, StringComparison.Ordinal);

    private DomainEvent Change(int index, Func<MessageView, MessageView> change, Func<MessageView, DomainEvent> tell)
    {
        if (_messages.Count == 0)
            return Rename();
        var at = index % _messages.Count;
        // What has disappeared takes no act.
        if (_messages[at].State == MessageState.Expired)
            return Rename();
        Head = Head with { Version = Head.Version + 1 };
        _messages[at] = change(_messages[at]) with { Revision = Head.Version };
        return Keep(tell(_messages[at]));
    }

    private DomainEvent AsItIsNow(DomainEvent happened) =>
        happened is MessageEvent told ? told with { Message = _messages[(int)told.Message.Seq - 1] } : happened;

    private DomainEvent Keep(DomainEvent happened)
    {
        _log.Add(happened);
        return happened;
    }

    private EventId NewId() => new(Head.Version);
}
