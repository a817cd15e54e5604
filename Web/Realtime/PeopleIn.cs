using Collab.Domain.Messages;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.TownHalls;

namespace Collab.Web.Realtime;

/// <summary>Whose names are needed to show something.</summary>
internal static class PeopleIn
{
    public static IEnumerable<UserId> Messages(IEnumerable<MessageView> messages) => messages.SelectMany(Message);

    public static IEnumerable<UserId> Notices(IEnumerable<Notice> notices) => notices.SelectMany(Of);

    public static IEnumerable<UserId> Places(IEnumerable<PlaceView> places) => places.SelectMany(p => p.Head.Participants);

    private static IEnumerable<UserId> Of(Notice notice) =>
        notice switch
        {
            MessageEvent happened => [.. Message(happened.Message), .. happened.Head.Participants],
            MessagesChanged changed => Messages(changed.Messages.Select(m => m.Message)),
            DomainEvent happened => happened.Head.Participants,
            TypingSignal typing => [typing.User],
            ReadersMoved moved => moved.Positions.Select(p => p.User),
            _ => [],
        };

    private static IEnumerable<UserId> Message(MessageView message) =>
        [
            message.Author,
            .. message.Reactions.SelectMany(r => r.First),
            .. message.Thread?.Participants ?? [],
            .. message.Note?.People ?? [],
            .. message.Pin is { By: var by } ? [by] : Array.Empty<UserId>(),
        ];
}
