using System.Security.Claims;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hubs;

/// <summary>Programs come and go: each gets its client, its pump and its sidebar.</summary>
internal sealed class HubConnections(HubClients clients, HubPump pump, HubTurns turns, IPresence presence, CollabOptions options, ILogger<HubConnections> log)
{
    /// <summary>Takes a connection in; false when the node is full.</summary>
    public bool Open(string connection, ClaimsPrincipal principal, Actor actor, Action abort, HubDoor.Visit? visit, CancellationToken aborted)
    {
        if (clients.Count >= options.Hub.Clients)
            return false;
        var client = new HubClient(connection, principal, actor, options.Hub.Queue, abort) { Comer = turns.NextComer(), Visit = visit };
        // Known first, greeted afterwards: a place that is joined in between is told of twice rather than never.
        clients.Add(client);
        client.Offer(new HubWork.Greet());
        // It ends with the connection, and what goes wrong in it ends the connection.
        _ = PumpAsync(client, aborted);
        return true;
    }

    /// <summary>The client of a connection.</summary>
    public HubClient? Find(string connection) => clients.Find(connection);

    /// <summary>Lets a connection go.</summary>
    public void Close(string connection, HubFanout fanout)
    {
        if (clients.Find(connection) is not { } client)
            return;
        clients.Remove(client);
        client.Complete();
        client.People?.Dispose();
        foreach (var subscription in client.Subscriptions)
        {
            client.End(subscription);
            fanout.Unfollow(subscription.Stream, client);
        }
    }

    private async Task PumpAsync(HubClient client, CancellationToken aborted)
    {
        using var online = presence.Connect(client.User);
        client.Online = online;
        try
        {
            await pump.RunAsync(client, aborted);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The connection ended.
        }
        catch (TimeoutException)
        {
            client.Abort();
        }
        catch (Exception error)
        {
            log.LogError(error, "A program's events stopped; its connection is closed, so that it comes again.");
            client.Abort();
        }
        finally
        {
            client.Complete();
            client.Turn?.Dispose();
            pump.Refuse(client);
        }
    }
}
