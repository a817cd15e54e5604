using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class HoldRow
{
    public HoldId HoldId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public string Name { get; set; } = "";

    public string Reason { get; set; } = "";

    public bool Everything { get; set; }

    public string? People { get; set; }

    public string? Channels { get; set; }

    public DateTimeOffset? FromAt { get; set; }

    public DateTimeOffset? UntilAt { get; set; }

    public UserId PlacedBy { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    public UserId? ReleaseAskedBy { get; set; }

    public DateTimeOffset? ReleaseAskedAt { get; set; }

    public string? ReleaseReason { get; set; }

    public UserId? ReleasedBy { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    // What it had kept is gone.
    public bool IsSwept { get; set; }

    public static HoldRow From(Hold hold) => new()
    {
        HoldId = hold.Id,
        OrganizationId = hold.Organization,
        Name = hold.Name,
        Reason = hold.Reason,
        Everything = hold.Scope.Everything,
        People = Json.WriteList(hold.Scope.People),
        Channels = Json.WriteList(hold.Scope.Channels),
        FromAt = hold.Scope.From,
        UntilAt = hold.Scope.Until,
        PlacedBy = hold.PlacedBy,
        PlacedAt = hold.PlacedAt,
    };

    public Hold ToView() => new()
    {
        Id = HoldId,
        Organization = OrganizationId,
        Name = Name,
        Reason = Reason,
        Scope = new HoldScope(Everything, Json.ReadList<UserId>(People), Json.ReadList<StreamId>(Channels), FromAt, UntilAt),
        PlacedBy = PlacedBy,
        PlacedAt = PlacedAt,
        Release = ReleaseAskedBy is { } by && ReleaseAskedAt is { } at ? new HoldRelease(by, at, ReleaseReason ?? "", ReleasedBy, ReleasedAt) : null,
    };
}

/// <summary>What a hold has kept of a message. Nothing but what audits ask reads it.</summary>
internal sealed class HeldMessageRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public MessageId MessageId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public StreamId PlaceId { get; set; }

    public UserId AuthorId { get; set; }

    public DateTimeOffset PostedAt { get; set; }

    public HeldCause Cause { get; set; }

    public DateTimeOffset HeldAt { get; set; }

    public long Revision { get; set; }

    // Of its files.
    public long Bytes { get; set; }

    public string Content { get; set; } = "";

    public HeldMessage ToView()
    {
        var content = Json.Read<HeldContent>(Content) ?? new HeldContent("", "");
        var message = new MessageView
        {
            Stream = StreamId,
            Seq = Seq,
            Id = MessageId,
            Author = AuthorId,
            ClientKey = "",
            Text = content.Text,
            Html = content.Html,
            PostedAt = PostedAt,
            EditedAt = content.EditedAt,
            Revision = Revision,
            Mentions = content.Mentions ?? [],
            Groups = content.Groups ?? [],
            Broadcast = content.Broadcast,
            Confirmation = content.Confirmation,
            Attachments = content.Attachments ?? [],
            References = [.. (content.References ?? []).Select(r => r.Kind)],
            Reactions = content.Reactions ?? [],
        };
        return new HeldMessage(message, PlaceId, content.Edits ?? [], Cause, HeldAt);
    }
}

/// <summary>What a message said and had, as JSON in one column: nobody asks the database for a part of it.</summary>
internal sealed record HeldContent(string Text, string Html)
{
    public DateTimeOffset? EditedAt { get; init; }

    public IReadOnlyList<UserId>? Mentions { get; init; }

    public IReadOnlyList<UserGroupId>? Groups { get; init; }

    public Broadcast Broadcast { get; init; }

    public ConfirmationRequest? Confirmation { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<MessageReference>? References { get; init; }

    public IReadOnlyList<ReactionView>? Reactions { get; init; }

    public IReadOnlyList<MessageEdit>? Edits { get; init; }
}
