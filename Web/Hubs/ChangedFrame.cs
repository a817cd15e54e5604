using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Web.Api;
using Collab.Web.TownHalls;
using EventId = Collab.Domain.Shared.Ids.EventId;

namespace Collab.Web.Hubs;

/// <summary>
/// What was gathered in a town hall, as short as it can be: of each message its reactions and its thread, and who was first
/// only where that changed. Whoever did some of it herself gets what she did besides.
/// </summary>
internal sealed class ChangedFrame(MessagesChanged changed, UserId? to = null) : EventFrame(changed)
{
    private readonly MessagesChanged _changed = changed;

    /// <inheritdoc />
    public override EventFrame For(EventSight sight) =>
        _changed.Messages.All(m => sight.Shows(m.Message)) ? this : new ChangedFrame(_changed with { Messages = [.. _changed.Messages.Where(m => sight.Shows(m.Message))] }, to);

    /// <inheritdoc />
    protected override byte[] Write() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Wire("messages.changed", _changed.Id, _changed.Stream, _changed.First, _changed.Version, _changed.Head, [.. _changed.Messages.Select(Of)], to is { } user ? _changed.Acts[user] : null),
            ApiJson.Options);

    private static Message Of(ChangedMessage one) => new(one.Message.Seq, [.. one.Message.Reactions.Select(r => Of(r, one.Before))], one.Message.Thread);

    private static Reaction Of(ReactionView now, MessageView? before) =>
        new(now.Emoji, now.Count, before?.Reactions.FirstOrDefault(r => r.Emoji == now.Emoji)?.First.SequenceEqual(now.First) == true ? null : now.First);

    private sealed record Wire(
        string Type, EventId Id, StreamId Stream, long FromVersion, long Version, StreamView Head, IReadOnlyList<Message> Messages,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnAct>? Own);

    private sealed record Message(long Seq, IReadOnlyList<Reaction> Reactions, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ThreadSummary? Thread);

    private sealed record Reaction(string Emoji, int Count, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UserId>? First);
}
