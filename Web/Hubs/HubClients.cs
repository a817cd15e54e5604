using System.Collections.Concurrent;
using Collab.Domain.Shared.Ids;
using Collab.Web.Hosting.Telemetry;

namespace Collab.Web.Hubs;

/// <summary>The programs that are connected to this node.</summary>
internal sealed class HubClients(CollabMetrics metrics)
{
    private readonly ConcurrentDictionary<string, HubClient> _byConnection = new();
    private readonly ConcurrentDictionary<UserId, ConcurrentDictionary<string, HubClient>> _byUser = new();

    /// <summary>How many.</summary>
    public int Count => _byConnection.Count;

    /// <summary>All of them.</summary>
    public IEnumerable<HubClient> All => _byConnection.Values;

    /// <summary>The one of a connection.</summary>
    public HubClient? Find(string connection) => _byConnection.GetValueOrDefault(connection);

    /// <summary>Those of a person.</summary>
    public IEnumerable<HubClient> Of(UserId user) => _byUser.TryGetValue(user, out var own) ? own.Values : [];

    /// <summary>One came.</summary>
    public void Add(HubClient client)
    {
        _byConnection[client.Connection] = client;
        metrics.HubClients(1);
        while (true)
        {
            var own = _byUser.GetOrAdd(client.User, _ => new ConcurrentDictionary<string, HubClient>());
            lock (own)
            {
                // A person's last client may have left just now and taken the collection along.
                if (!_byUser.TryGetValue(client.User, out var current) || current != own)
                    continue;
                own[client.Connection] = client;
                return;
            }
        }
    }

    /// <summary>One went.</summary>
    public void Remove(HubClient client)
    {
        if (_byConnection.TryRemove(client.Connection, out _))
            metrics.HubClients(-1);
        if (!_byUser.TryGetValue(client.User, out var own))
            return;
        lock (own)
        {
            own.TryRemove(client.Connection, out _);
            if (own.IsEmpty)
                _byUser.TryRemove(client.User, out _);
        }
    }
}
