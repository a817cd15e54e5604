using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>
/// Lists the channels in which both oneself and another person are. Those in which everybody is say nothing and are left
/// out; of others' channels one learns nothing.
/// </summary>
public sealed class ListSharedChannels(PeopleVisibility visibility, ISeatStore seats)
{
    /// <summary>By name, at most <see cref="PageLimit.Max"/>; <see cref="Error.NotFound"/> for whoever may not know of the person.</summary>
    public async Task<Result<IReadOnlyList<StreamView>>> ExecuteAsync(Actor actor, UserId person, CancellationToken ct)
    {
        if (!await visibility.MaySeeAsync(actor, person, ct))
            return new Error.NotFound();
        var mine = (await seats.ListPlacesAsync(actor.User, ct)).Items.Select(p => p.Head)
            .Where(head => head is { Kind: StreamKind.Channel, Visibility: not ChannelVisibility.OrgWide, ArchivedAt: null }).ToArray();
        var both = person == actor.User ? new HashSet<StreamId>() : await seats.WhereIsSeatedAsync(person, [.. mine.Select(head => head.Id)], ct);
        return Result.Of<IReadOnlyList<StreamView>>(
            [.. mine.Where(head => both.Contains(head.Id)).OrderBy(head => head.Name, StringComparer.Ordinal).ThenBy(head => head.Id).Take(PageLimit.Max)]);
    }
}
