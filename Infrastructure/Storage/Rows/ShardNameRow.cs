namespace Collab.Infrastructure.Storage.Rows;

internal sealed class ShardNameRow
{
    public int ShardId { get; set; }

    public string Name { get; set; } = "";
}
