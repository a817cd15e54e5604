using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Where files are kept: with a channel or chat, those of its threads as well.</summary>
public static class FilePlace
{
    /// <summary>The place of a seat.</summary>
    public static StreamId Of(Seat seat) => Of(seat.Stream);

    /// <summary>The place of a stream.</summary>
    public static StreamId Of(StreamView stream) => stream is { Kind: StreamKind.Thread, Parent: { } parent } ? parent : stream.Id;
}
