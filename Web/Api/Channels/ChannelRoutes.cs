using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Channels;

/// <summary>Making, finding and looking after channels.</summary>
internal static class ChannelRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        var workspace = api.MapGroup("/workspaces/{workspace:id}/channels").WithTags("channels");
        workspace.MapGet("", BrowseAsync).Describe("browseChannels", "Lists the channels that one may find: public ones, and the private ones that one is in.", 400);
        workspace.MapPost("", CreateAsync).Describe("createChannel", "Makes a channel.", 400, 403, 409);

        var channel = api.MapGroup("/streams/{stream:id}").WithTags("channels");
        channel.MapPut("/name", RenameAsync).Describe("renameChannel", "Gives a channel a new name; its managers only.", 400, 403, 409);
        channel.MapPut("/topic", SetTopicAsync).Describe("setTopic", "Sets topic or purpose of a channel or group chat; what is left out stays.", 400, 403, 409);
        channel.MapPut("/posting", ChangePostingAsync)
            .Describe("changePosting", "Decides who may post in a channel, whether the others may reply in threads, and how fast; its managers only. What is left out stays.", 400, 403, 409);
        channel.MapPost("/archive", ArchiveAsync).Describe("archiveChannel", "Closes a channel: it is read, but nothing is added; its managers only.", 400, 403, 409);
        channel.MapPost("/unarchive", UnarchiveAsync).Describe("unarchiveChannel", "Opens an archived channel again; its managers only.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Page<ChannelListing>>, ApiProblem>> BrowseAsync(
        WorkspaceId workspace, string? name, ChannelShow? show, string? cursor, int? limit, Caller caller, BrowseChannels browse, CancellationToken ct)
    {
        var filter = new ChannelFilter(NamePart: PlainText.Line(name).ToLowerInvariant(), Show: show ?? ChannelShow.Open);
        return (await browse.ExecuteAsync(new BrowseChannelsRequest(caller.Actor, workspace, filter, cursor, limit), ct)).Ok();
    }

    private static async Task<Results<Created<StreamView>, ApiProblem>> CreateAsync(
        WorkspaceId workspace, NewChannel body, Caller caller, CreateChannel create, CancellationToken ct)
    {
        var request = new CreateChannelRequest(caller.Actor, workspace, body.Name, body.Visibility, body.Topic, body.Purpose, body.Posting);
        return (await create.ExecuteAsync(request, ct)).Created(made => $"/streams/{made.Id}");
    }

    private static async Task<Results<Ok<StreamView>, ApiProblem>> RenameAsync(
        StreamId stream, NewName body, Caller caller, RenameChannel rename, CancellationToken ct) =>
        (await rename.ExecuteAsync(caller.Actor, stream, body.Name, ct)).Ok();

    private static async Task<Results<Ok<StreamView>, ApiProblem>> SetTopicAsync(
        StreamId stream, NewTopic body, Caller caller, SetTopic setTopic, CancellationToken ct) =>
        (await setTopic.ExecuteAsync(caller.Actor, stream, body.Topic, body.Purpose, ct)).Ok();

    private static async Task<Results<Ok<StreamView>, ApiProblem>> ChangePostingAsync(
        StreamId stream, NewPosting body, Caller caller, ChangePosting change, CancellationToken ct) =>
        (await change.ExecuteAsync(new ChangePostingRequest(caller.Actor, stream, body.Posting, body.ThreadOnly, body.SlowModeSeconds), ct)).Ok();

    private static async Task<Results<Ok<StreamView>, ApiProblem>> ArchiveAsync(StreamId stream, Caller caller, ArchiveChannel archive, CancellationToken ct) =>
        (await archive.ExecuteAsync(caller.Actor, stream, true, ct)).Ok();

    private static async Task<Results<Ok<StreamView>, ApiProblem>> UnarchiveAsync(StreamId stream, Caller caller, ArchiveChannel archive, CancellationToken ct) =>
        (await archive.ExecuteAsync(caller.Actor, stream, false, ct)).Ok();
}

/// <summary>A channel to be made.</summary>
/// <param name="Name">Its name: letters, digits, dashes, underscores.</param>
/// <param name="Visibility">Who may find it.</param>
/// <param name="Topic">What it is busy with.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Posting">Who may post.</param>
internal sealed record NewChannel(
    string? Name, ChannelVisibility Visibility = ChannelVisibility.Public, string? Topic = null, string? Purpose = null, PostingPolicy Posting = PostingPolicy.Everyone);

/// <summary>A new name.</summary>
/// <param name="Name">The name.</param>
internal sealed record NewName(string? Name);

/// <summary>Who may post; what is left out stays.</summary>
/// <param name="Posting">Everyone, managers, or managers and selected people (members with the role poster).</param>
/// <param name="ThreadOnly">Whether those who may not post still reply in threads and react; otherwise they only read.</param>
/// <param name="SlowModeSeconds">Seconds between two messages of one person, managers excepted: 0 (none) to 21,600.</param>
internal sealed record NewPosting(PostingPolicy? Posting = null, bool? ThreadOnly = null, int? SlowModeSeconds = null);

/// <summary>A new topic or purpose.</summary>
/// <param name="Topic">What it is busy with; stays when left out.</param>
/// <param name="Purpose">What it is for; stays when left out.</param>
internal sealed record NewTopic(string? Topic = null, string? Purpose = null);
