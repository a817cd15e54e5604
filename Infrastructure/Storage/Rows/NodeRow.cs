namespace Collab.Infrastructure.Storage.Rows;

// Its times are the database's: microseconds, compared only with its own clock.
internal sealed class NodeRow
{
    public string NodeId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public string Version { get; set; } = "";

    public long DirectorySchema { get; set; }

    public long ShardSchema { get; set; }

    public long StartedAt { get; set; }

    public long HeartbeatAt { get; set; }

    public int State { get; set; }

    public bool DrainAsked { get; set; }

    public int Circuits { get; set; }

    public int HubClients { get; set; }

    public long MapVersion { get; set; }

    public string Troubles { get; set; } = "";
}
