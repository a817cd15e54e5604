using Collab.Domain.People;
using Collab.Domain.Shared;

namespace Collab.Web.Hubs;

/// <summary>Who acts through a connection: read again every few seconds, so that a lost right is soon lost here too.</summary>
internal sealed class HubActors(IActorSource actors, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    /// <summary>The actor; null when the account or its session ended, and then the connection is closed.</summary>
    public async Task<Actor?> FindAsync(HubClient client, CancellationToken ct)
    {
        if (time.GetElapsedTime(client.ActorReadAt) < GoodFor)
            return client.Actor;
        if (await actors.FindAsync(client.Principal, ct) is not { } found)
        {
            client.Abort();
            return null;
        }

        client.Actor = found with { Address = client.Actor.Address };
        client.ActorReadAt = time.GetTimestamp();
        return client.Actor;
    }

    /// <summary>Makes the next question ask the truth.</summary>
    public static void Forget(HubClient client) => client.ActorReadAt = 0;
}
