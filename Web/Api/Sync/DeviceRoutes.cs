using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Sync;

/// <summary>One's own devices: machines on which a program keeps a copy and catches up.</summary>
internal static class DeviceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/me/devices").WithTags("sync");
        devices.MapGet("", async (Caller caller, ListDevices list, CancellationToken ct) => TypedResults.Ok(new Listing<Device>(await list.ExecuteAsync(caller.Actor, ct))))
            .Describe("listDevices", "Lists one's own devices, the one seen last first; at most 50.");
        devices.MapPost("", RegisterAsync).Describe("registerDevice", "Registers a device that is to catch up with `sync`.", 400, 409);
        devices.MapDelete("/{device:id}", async (DeviceId device, Caller caller, ForgetDevice forget, CancellationToken ct) => (await forget.ExecuteAsync(caller.Actor, device, ct)).NoContent())
            .Describe("forgetDevice", "Forgets a device: its cursors lead nowhere from then on.");
    }

    private static async Task<Results<Created<Device>, ApiProblem>> RegisterAsync(NewDevice body, Caller caller, RegisterDevice register, CancellationToken ct) =>
        (await register.ExecuteAsync(caller.Actor, body.Name, ct)).Created(_ => "/me/devices");
}

/// <summary>A device that is to be registered.</summary>
/// <param name="Name">What its person calls it, 1 to 100 characters.</param>
internal sealed record NewDevice(string? Name);
