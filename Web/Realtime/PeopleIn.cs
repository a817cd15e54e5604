using Collab.Domain.Messages;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

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
            DomainEvent happened => happened.Head.Participants,
            TypingSignal typing => [typing.User],
            _ => [],
        };

    private static IEnumerable<UserId> Message(MessageView message) =>
        [
            message.Author,
            .. message.Reactions.SelectMany(r => r.First),
            .. message.Thread?.Participants ?? [],
            .. message.Note?.People ?? [],
        ];
}
