namespace Collab.Infrastructure.Storage.Rows;

internal sealed class ProtectionKeyRow
{
    public string Name { get; set; } = "";

    public string Xml { get; set; } = "";
}
