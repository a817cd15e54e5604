using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

// Apart from the person: it changes by the minute, she seldom.
internal sealed class PersonSeenRow
{
    public UserId UserId { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}
