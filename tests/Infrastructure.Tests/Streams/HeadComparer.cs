using Collab.Domain.Streams;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>Two heads are equal when all they say is; records compare their lists by reference.</summary>
internal sealed class HeadComparer : IEqualityComparer<StreamView>
{
    public static readonly HeadComparer Instance = new();

    public bool Equals(StreamView? x, StreamView? y) =>
        x is not null && y is not null && x.Participants.SequenceEqual(y.Participants) && x with { Participants = [] } == y with { Participants = [] };

    public int GetHashCode(StreamView obj) => obj.Id.GetHashCode();
}
