using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class MessageRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public MessageId MessageId { get; set; }

    public UserId AuthorId { get; set; }

    public string ClientKey { get; set; } = "";

    public MessageState State { get; set; }

    public string Text { get; set; } = "";

    public string Html { get; set; } = "";

    public string? Mentions { get; set; }

    public Broadcast Broadcast { get; set; }

    public string? CalledGroups { get; set; }

    public string? Confirmation { get; set; }

    public string? Attachments { get; set; }

    public string? Refs { get; set; }

    public string? Pin { get; set; }

    public string? Recall { get; set; }

    public string? Note { get; set; }

    public DateTimeOffset PostedAt { get; set; }

    public DateTimeOffset? EditedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public long Revision { get; set; }

    public string? Reactions { get; set; }

    public string? Thread { get; set; }

    /// <summary>As it is at an instant: from the one at which it disappears on, nothing of it is told.</summary>
    public MessageView ToView(DateTimeOffset now) => ExpiresAt <= now ? ToView().AsExpired() : ToView();

    public MessageView ToView() => new()
    {
        Stream = StreamId,
        Seq = Seq,
        Id = MessageId,
        Author = AuthorId,
        ClientKey = ClientKey,
        State = State,
        Text = Text,
        Html = Html,
        PostedAt = PostedAt,
        EditedAt = EditedAt,
        ExpiresAt = ExpiresAt,
        Revision = Revision,
        Mentions = Json.ReadList<UserId>(Mentions),
        Broadcast = Broadcast,
        Groups = Json.ReadList<UserGroupId>(CalledGroups),
        Confirmation = Json.Read<ConfirmationRequest>(Confirmation),
        Attachments = Json.ReadList<Attachment>(Attachments),
        References = KindsOf(Refs),
        Pin = Json.Read<PinView>(Pin),
        Reactions = Json.ReadList<ReactionView>(Reactions),
        Thread = Json.Read<ThreadSummary>(Thread),
        Recall = Json.Read<RecallView>(Recall),
        Note = Json.Read<SystemNote>(Note),
    };

    /// <summary>All that everybody may know of what a message refers to.</summary>
    public static IReadOnlyList<ReferenceKind> KindsOf(string? refs) => refs is null ? [] : [.. Json.ReadList<MessageReference>(refs).Select(r => r.Kind)];
}
