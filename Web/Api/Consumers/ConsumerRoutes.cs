using Collab.Domain.Consumers;
using Collab.Domain.Health;
using Collab.Domain.Shared;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Consumers;

/// <summary>How the parts and the consumers of events are doing, and what consumers could not take. For admins.</summary>
internal static class ConsumerRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapConsumers(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("admin");
        admin.MapGet("/parts", ListPartsAsync).Describe("listParts", "Tells which parts answer: directory, shards, bus, search index; the organization's admins only.");
        var consumers = admin.MapGroup("/consumers");
        consumers.MapGet("", ListAsync).Describe("listConsumers", "Tells how the consumers of events are doing; the organization's admins only.");
        consumers.MapGet("/parked", ListParkedAsync)
            .Describe("listParkedEvents", "Lists the events that consumers could not take, the youngest first; the organization's admins only.", 400);
        consumers.MapPost("/parked/{parked}/retry", RetryAsync).Describe("retryParkedEvent", "Has a parked event tried again, within seconds; the organization's admins only.");
        consumers.MapDelete("/parked/{parked}", DiscardAsync).Describe("discardParkedEvent", "Gives a parked event up for good; the organization's admins only.");
        consumers.MapPost("/{consumer}/retry", RetryAllAsync)
            .Describe("retryParkedEvents", "Has all parked events of a consumer tried again; the organization's admins only.");
    }

    private static async Task<Results<Ok<Listing<PartView>>, ApiProblem>> ListPartsAsync(Caller caller, ListParts list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, ct)).Ok(parts => new Listing<PartView>(parts));

    private static async Task<Results<Ok<Listing<ConsumerView>>, ApiProblem>> ListAsync(Caller caller, ListConsumers list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, ct)).Ok(consumers => new Listing<ConsumerView>(consumers));

    private static async Task<Results<Ok<Page<ParkedEvent>>, ApiProblem>> ListParkedAsync(
        string? consumer, string? cursor, int? limit, Caller caller, ListParkedEvents list, CancellationToken ct) =>
        (await list.ExecuteAsync(new ListParkedEventsRequest(caller.Actor, consumer, cursor, limit), ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> RetryAsync(string parked, Caller caller, RetryParkedEvent retry, CancellationToken ct) =>
        (await retry.ExecuteAsync(caller.Actor, parked, ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> DiscardAsync(string parked, Caller caller, DiscardParkedEvent discard, CancellationToken ct) =>
        (await discard.ExecuteAsync(caller.Actor, parked, ct)).NoContent();

    private static async Task<Results<Ok<Asked>, ApiProblem>> RetryAllAsync(string consumer, Caller caller, RetryParkedEvents retry, CancellationToken ct) =>
        (await retry.ExecuteAsync(caller.Actor, consumer, ct)).Ok(count => new Asked(count));
}

/// <summary>How many are tried again.</summary>
/// <param name="Count">As many were parked.</param>
internal sealed record Asked(int Count);
