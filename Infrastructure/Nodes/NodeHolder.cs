using System.Globalization;
using System.Security.Cryptography;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Nodes;

/// <summary>Who holds a node number, as its lease says: machine, process, something random, and the schemas that its code knows.</summary>
internal sealed record NodeHolder(string Machine, int Process, string Random, long Directory, long Shard)
{
    private const int MachineLength = 24;

    /// <summary>For people: machine and process.</summary>
    public string Name => $"{Machine}/{Process}";

    public static NodeHolder New()
    {
        var machine = Environment.MachineName;
        return new NodeHolder(
            (machine.Length <= MachineLength ? machine : machine[..MachineLength]).Replace('/', '-'), Environment.ProcessId,
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), SchemaPlan.Directory.Range.Newest, SchemaPlan.Shard.Range.Newest);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; a node that does not tell its schemas is of a version from before they were told.</summary>
    public static NodeHolder Parse(string holder)
    {
        var parts = holder.Split('/');
        var schemas = parts.Length > 3 ? parts[3].Split('.') : [];
        return new NodeHolder(
            parts[0], parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var process) ? process : 0, parts.Length > 2 ? parts[2] : "",
            Number(schemas, 0), Number(schemas, 1));
    }

    /// <summary>At most 64 characters, as long as schemas have less than four digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{Process}/{Random}/{Directory}.{Shard}");

    private static long Number(string[] schemas, int index) =>
        schemas.Length > index && long.TryParse(schemas[index], CultureInfo.InvariantCulture, out var number) ? number : 0;
}
