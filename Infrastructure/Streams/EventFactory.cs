using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Streams;

/// <summary>Makes events of outbox rows: the row says what happened, head and message are as they are now.</summary>
internal static class EventFactory
{
    public static DomainEvent OfMessage(OutboxRow row, StreamView head, MessageView message) => row.Kind switch
    {
        OutboxKind.MessagePosted => new MessagePosted { Id = row.EventId, Head = head, Message = message },
        OutboxKind.MessageEdited => new MessageEdited { Id = row.EventId, Head = head, Message = message },
        OutboxKind.ThreadReplied => new ThreadReplied { Id = row.EventId, Head = head, Message = message },
        OutboxKind.ConfirmationReminded => new ConfirmationReminded { Id = row.EventId, Head = head, Message = message },
        OutboxKind.FilesRead => new FilesRead { Id = row.EventId, Head = head, Message = message },
        OutboxKind.PinChanged => new PinChanged { Id = row.EventId, Head = head, Message = message },
        OutboxKind.MessageRecalled => new MessageRecalled { Id = row.EventId, Head = head, Message = message },
        OutboxKind.MessageExpired => new MessageExpired { Id = row.EventId, Head = head, Message = message },
        OutboxKind.ReactionsChanged => OfReaction(row, head, message),
        _ => throw new InvalidOperationException($"{row.Kind} is not an event of a message."),
    };

    public static DomainEvent OfStream(OutboxRow row, StreamView head) => row.Kind switch
    {
        OutboxKind.StreamChanged => new StreamChanged { Id = row.EventId, Head = head },
        OutboxKind.MembersJoined => new MembersJoined { Id = row.EventId, Head = head, Users = Json.ReadList<UserId>(row.Data) },
        OutboxKind.MembersLeft => new MembersLeft { Id = row.EventId, Head = head, Users = Json.ReadList<UserId>(row.Data) },
        _ => throw new InvalidOperationException($"{row.Kind} is an event of a message."),
    };

    /// <summary>The type of event that a kind of row becomes.</summary>
    public static Type TypeOf(OutboxKind kind) => kind switch
    {
        OutboxKind.MessagePosted => typeof(MessagePosted),
        OutboxKind.MessageEdited => typeof(MessageEdited),
        OutboxKind.ReactionsChanged => typeof(ReactionsChanged),
        OutboxKind.ThreadReplied => typeof(ThreadReplied),
        OutboxKind.ConfirmationReminded => typeof(ConfirmationReminded),
        OutboxKind.FilesRead => typeof(FilesRead),
        OutboxKind.PinChanged => typeof(PinChanged),
        OutboxKind.MessageRecalled => typeof(MessageRecalled),
        OutboxKind.MessageExpired => typeof(MessageExpired),
        OutboxKind.StreamChanged => typeof(StreamChanged),
        OutboxKind.MembersJoined => typeof(MembersJoined),
        OutboxKind.MembersLeft => typeof(MembersLeft),
        _ => throw new InvalidOperationException($"{kind} is no kind of event that this version knows."),
    };

    public static bool IsOfMessage(OutboxKind kind) => kind is <= OutboxKind.ThreadReplied or >= OutboxKind.ConfirmationReminded and <= OutboxKind.MessageExpired;

    private static ReactionsChanged OfReaction(OutboxRow row, StreamView head, MessageView message)
    {
        var data = Json.Read<ReactionData>(row.Data) ?? throw new InvalidOperationException($"Outbox row {row.EventId} lacks its reaction.");
        return new ReactionsChanged { Id = row.EventId, Head = head, Message = message, User = data.User, Emoji = data.Emoji, Added = data.Added };
    }
}
