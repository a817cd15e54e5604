using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>Lists the events that consumers could not take. For admins of the organization; not there for others.</summary>
public sealed class ListParkedEvents(IConsumerStore consumers)
{
    /// <summary>The kind of cursor of this list.</summary>
    public const string List = "parked";

    /// <summary>One page, the youngest first.</summary>
    public async Task<Result<Page<ParkedEvent>>> ExecuteAsync(ListParkedEventsRequest request, CancellationToken ct)
    {
        if (!request.Actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        return await consumers.ListParkedAsync(request.Consumer, cursor, PageLimit.Clamp(request.Limit), ct);
    }
}

/// <summary>Asks for parked events.</summary>
/// <param name="Actor">An admin.</param>
/// <param name="Consumer">Of this consumer only; null for all.</param>
/// <param name="Cursor">From the page before; null for the first.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ListParkedEventsRequest(Actor Actor, string? Consumer = null, string? Cursor = null, int? Limit = null);
