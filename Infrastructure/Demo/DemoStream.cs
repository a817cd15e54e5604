using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>A stream of the demo content while its story is told.</summary>
internal sealed class DemoStream(StreamRow head, DemoTexts.Theme theme, bool isNew)
{
    public StreamRow Head => head;

    public DemoTexts.Theme Theme => theme;

    /// <summary>False for a stream that was there before: its head here is what the story began with, and is not written.</summary>
    public bool IsNew => isNew;

    public Dictionary<UserId, SeatRow> Seats { get; } = [];

    /// <summary>Those who talk here.</summary>
    public IReadOnlyList<UserId> Speakers { get; set; } = [];

    public List<MessageRow> Messages { get; } = [];

    public void Seat(UserId user, SeatRole role = SeatRole.Member)
    {
        if (Seats.ContainsKey(user))
            return;
        Seats[user] = new SeatRow { Bucket = head.Bucket, StreamId = head.StreamId, UserId = user, Kind = head.Kind, Role = role };
        head.MemberCount++;
    }
}
