using System.Reflection;
using System.Text.Json.Serialization;
using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Contacts;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Pins;
using Collab.Domain.Presence;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Tests.Realtime;

/// <summary>One notice of each kind with everything set, and one with as little as may be.</summary>
internal static class SampleNotices
{
    private static readonly UserId Ada = new(1_000_001);
    private static readonly UserId Bo = new(1_000_002);
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_560);

    public static IReadOnlyList<Notice> All { get; } =
    [
        new MessagePosted { Id = new EventId(11), Head = FullHead, Message = FullMessage },
        new MessagePosted { Id = new EventId(11), Head = BareHead, Message = BareMessage },
        new MessageEdited { Id = new EventId(12), Head = FullHead, Message = FullMessage with { Note = new SystemNote(SystemNoteKind.Joined, []) } },
        new ReactionsChanged { Id = new EventId(13), Head = FullHead, Message = FullMessage, User = Ada, Emoji = "👍🏽", Added = true },
        new ReactionsChanged { Id = new EventId(14), Head = BareHead, Message = BareMessage, User = Bo, Emoji = "❤️", Added = false },
        new ThreadReplied { Id = new EventId(15), Head = FullHead, Message = FullMessage },
        new ConfirmationReminded { Id = new EventId(20), Head = FullHead, Message = FullMessage },
        new PinChanged { Id = new EventId(22), Head = FullHead, Message = FullMessage },
        new MessageRecalled { Id = new EventId(23), Head = FullHead, Message = FullMessage },
        new MessageExpired { Id = new EventId(24), Head = FullHead, Message = FullMessage },
        new FilesRead { Id = new EventId(21), Head = FullHead, Message = FullMessage },
        new StreamChanged { Id = new EventId(16), Head = FullHead },
        new StreamChanged { Id = new EventId(17), Head = BareHead },
        new MembersJoined { Id = new EventId(18), Head = FullHead, Users = [Ada, Bo] },
        new MembersLeft { Id = new EventId(19), Head = BareHead, Users = [Bo] },
        new TypingSignal(new StreamId(77), Ada),
        new MarkersMoved(new StreamId(77), [new ReadMarker(Ada, 5, 4, 3, 6, true), new ReadMarker(Bo, 1, 0, 0, 0, false)], MarkersShown.Readers),
        new MarkersMoved(new StreamId(77), [], MarkersShown.Nothing),
        new ReceiptPolicySignal(new ReceiptPolicy(ReceiptAudience.AuthorAndManagers, true) { TimesSince = DateTimeOffset.UnixEpoch.AddYears(50) }),
        new ReceiptPolicySignal(ReceiptPolicy.Default),
        new ConfirmedSignal(new StreamId(77), 5, Ada, Bo, At),
        new PlaceSignal(new StreamId(77), Ada, true, At),
        new PlaceSignal(new StreamId(77), Ada, false, null),
        new PreferenceSignal(Ada, "sidebar.folded.chats", "true"),
        new PreferenceSignal(Ada, "sidebar.folded.chats", null),
        new CallSubjectsSignal(Ada),
        new KeywordsWatchedSignal(new OrganizationId(5), [new StoredKeyword(new KeywordId(6), "release train")]),
        new KeywordsWatchedSignal(new OrganizationId(5), []),
        new PresenceSignal("node", [Ada], [Bo], [new UserId(9)], true),
        new PresenceSignal("node", [], [], [], false),
        new PresenceSignal("node", [Ada], [], [], true) { HasMore = true, Sum = new PresenceSum(1, long.MinValue), Asks = ["other", PresenceSignal.EveryNode] },
        new PersonSignal(new Person(Ada, "ada", "Ada", "Analyst", OrganizationRole.Owner, true, false)),
        new PersonSignal(new Person(Ada, "ada", "Ada", "", OrganizationRole.Member, false, true)
        {
            Pronouns = "she/her", Department = "Engines", Location = "London", TimeZone = "Europe/London", Manager = Bo, Revision = long.MaxValue, IsAway = true,
            Status = new PersonStatus("🏠", "<b>", At, true), PausedUntil = At, Hours = WeekHours.Parse("mon 09:00-18:00").Value,
        }),
        new FavouriteSignal(Ada, Bo, true),
        new FavouriteSignal(Ada, Bo, false),
        new SavedSignal(Ada, new StreamId(77), 5, SavedState.Archived),
        new SavedSignal(Ada, new StreamId(77), 5, null),
        new HiddenSignal(Ada, new StreamId(77), [5, 7], true),
        new HiddenSignal(Ada, new StreamId(77), [5], false),
        new HistoryClearedSignal(Ada, new StreamId(77), new ClearedHistory(9, At)),
        new HistoryClearedSignal(Ada, new StreamId(77), ClearedHistory.None),
        new SessionsEndedSignal(Ada, new SessionId(7), new SessionId(8)),
        new SessionsEndedSignal(Ada, null, null),
    ];

    /// <summary>Every kind that the bus carries.</summary>
    public static IEnumerable<Type> Kinds => typeof(Notice).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);

    public static MessagePosted Posted(StreamId stream, long version) => new()
    {
        Id = new EventId((stream.Value << 20) + version),
        Head = BareHead with { Id = stream, Version = version },
        Message = BareMessage with { Stream = stream, Revision = version },
    };

    private static StreamView BareHead => new()
    {
        Id = new StreamId(77),
        Kind = StreamKind.Channel,
        Organization = new OrganizationId(3),
        CreatedBy = Ada,
        CreatedAt = At,
    };

    private static StreamView FullHead => BareHead with
    {
        Kind = StreamKind.Thread,
        Workspace = new WorkspaceId(4),
        Parent = new StreamId(78),
        ParentSeq = 6,
        Name = "näme 🚀",
        Topic = "\"topic\"",
        Purpose = "<b>",
        Visibility = ChannelVisibility.OrgWide,
        Posting = PostingPolicy.Managers,
        ArchivedAt = At,
        LastSeq = 9,
        LastMessageAt = At,
        Version = long.MaxValue,
        LifetimeSeconds = 3600,
        HasExpiring = true,
        MemberCount = 5,
        PinCount = 3,
        Participants = [Ada, Bo],
    };

    private static MessageView BareMessage => new()
    {
        Stream = new StreamId(77),
        Seq = 1,
        Id = new MessageId(5),
        Author = Ada,
        ClientKey = "key",
        PostedAt = At,
        Revision = 1,
    };

    private static MessageView FullMessage => BareMessage with
    {
        State = MessageState.Held,
        Text = "text 😀 \u2028 \0 </script>",
        Html = "<p>text</p>",
        EditedAt = At,
        ExpiresAt = At,
        Mentions = [Bo],
        Broadcast = Broadcast.Channel,
        Reactions = [new ReactionView("👍", 2, [Ada, Bo])],
        Thread = new ThreadSummary(new StreamId(79), 4, At, [Bo]),
        Confirmation = new ConfirmationRequest(At, At),
        Pin = new PinView(Bo, At),
        Recall = new RecallView(Bo, At, "it \"leaks\" a name"),
        Attachments = [new Attachment(new FileId(31), "a \"b\".png", "image/png", long.MaxValue) { Width = 4, Height = 3, Alt = "<i>", HasPreview = true, HasText = true }, new Attachment(new FileId(32), "b", MediaTypes.Unknown, 1)],
        Note = new SystemNote(SystemNoteKind.Renamed, [Ada], "new"),
    };
}
