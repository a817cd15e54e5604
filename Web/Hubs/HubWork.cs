using Collab.Domain.Hidden;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Hubs;

/// <summary>What waits to be done for one client, in order.</summary>
internal abstract record HubWork
{
    /// <summary>Send all places.</summary>
    public sealed record Greet : HubWork;

    /// <summary>Send events of one stream, those that were not sent already, together.</summary>
    public sealed record Deliver(IReadOnlyList<EventFrame> Frames) : HubWork;

    /// <summary>Send a message that has no place in a stream's order.</summary>
    public sealed record Tell(string Method, object? Argument, StreamId? Of) : HubWork;

    /// <summary>Catch up from a version, or begin at the present.</summary>
    public sealed record Start(StreamId Stream, long? Since, TaskCompletionSource<Result<Subscribed>> Done) : HubWork;

    /// <summary>Read the person's new place and tell of it.</summary>
    public sealed record Seated(StreamId Stream) : HubWork;

    /// <summary>Leave single messages out of what is sent, or send of them again.</summary>
    public sealed record Hide(StreamId Stream, IReadOnlyList<long> Seqs, bool IsHidden) : HubWork;

    /// <summary>Leave the history of a place and its threads out of what is sent, as far as it says.</summary>
    public sealed record Clear(StreamId Place, ClearedHistory Cleared) : HubWork;

    /// <summary>Events may be lost: look after every stream.</summary>
    public sealed record Recheck : HubWork;
}
