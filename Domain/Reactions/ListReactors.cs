using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Reactions;

/// <summary>Lists who reacted with one emoji: everybody, or those with a name.</summary>
public sealed class ListReactors(StreamAccess access, IMessageStore messages, IReactionStore reactions, NameSieve names)
{
    /// <summary>One page of people. A page of a search may have fewer than were asked for, or none, and still another after it.</summary>
    public async Task<Result<Page<UserId>>> ExecuteAsync(ListReactorsRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!await messages.ShowsAsync(seat, request.Seq, ct))
            return new Error.NotFound();
        var wanted = new NameQuery(request.Query ?? "");
        var isSearch = !names.TakesAll(wanted);
        var inDirectory = isSearch && seat.Stream.Workspace is not null;
        if (!Cursor.Parse(request.Cursor, inDirectory ? NameSieve.List : "reactors").TryGet(out var cursor, out error))
            return error;
        var query = new ReactorQuery(request.Seq, request.Emoji, cursor, PageLimit.Clamp(request.Limit));
        if (!isSearch)
            return await reactions.ListAsync(seat, query, ct);
        return seat.Stream.Workspace is { } workspace
            ? await names.SearchAsync<UserId>(workspace, wanted, cursor, query.Limit, among => KeepAsync(seat, query, among, ct), ct)
            : await SiftAsync(seat, query, wanted, ct);
    }

    private async Task<IReadOnlyList<UserId>> KeepAsync(Seat seat, ReactorQuery query, IReadOnlyList<UserId> among, CancellationToken ct)
    {
        var reacted = (await reactions.ListAsync(seat, query with { Cursor = null, Limit = among.Count, Among = among }, ct)).Items.ToHashSet();
        return [.. among.Where(reacted.Contains)];
    }

    // A chat has so few people that one page holds all who reacted.
    private async Task<Page<UserId>> SiftAsync(Seat seat, ReactorQuery query, NameQuery wanted, CancellationToken ct)
    {
        var page = await reactions.ListAsync(seat, query with { Limit = PageLimit.Max }, ct);
        var fitting = await names.SiftAsync(page.Items, wanted, ct);
        return page with { Items = [.. page.Items.Where(fitting.Contains)] };
    }
}

/// <summary>Which reaction of which message.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Emoji">The emoji, as Unicode text.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Query">Beginnings of the words of names; empty for everybody.</param>
public sealed record ListReactorsRequest(Actor Actor, StreamId Stream, long Seq, string Emoji, string? Cursor, int? Limit, string? Query = null);
