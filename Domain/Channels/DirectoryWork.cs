using System.Text.Json.Serialization;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>The kinds of work that the directory leaves for the buckets.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MakeStream), "make_stream")]
[JsonDerivedType(typeof(RenameStream), "rename_stream")]
[JsonDerivedType(typeof(SeatPeople), "seat_people")]
[JsonDerivedType(typeof(SettleReceipts), "settle_receipts")]
public abstract record DirectoryWork
{
    /// <summary>Make a reserved channel's stream, and seat the whole workspace when it is org-wide.</summary>
    public sealed record MakeStream(NewStream Stream) : DirectoryWork;

    /// <summary>Give a channel's stream its new name, unless it has had a newer one: <paramref name="Version"/> counts the channel's names.</summary>
    public sealed record RenameStream(StreamId Stream, string Name, UserId By, long Version) : DirectoryWork;

    /// <summary>Seat a person who is new in a workspace: in the given channels, and unless she is a guest in the org-wide ones.</summary>
    public sealed record SeatPeople(WorkspaceId Workspace, UserId User, bool IsGuest, IReadOnlyList<StreamId> Channels) : DirectoryWork;

    /// <summary>Mark a person's seats with what the directory says of her: deactivated, or keeping to herself how far she has read.</summary>
    public sealed record SettleReceipts(UserId User) : DirectoryWork;
}
