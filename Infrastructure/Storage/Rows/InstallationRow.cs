namespace Collab.Infrastructure.Storage.Rows;

internal sealed class InstallationRow
{
    public byte OnlyOne { get; set; } = 1;

    public string InstallationId { get; set; } = "";

    public long MapVersion { get; set; }
}
