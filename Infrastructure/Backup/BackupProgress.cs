namespace Collab.Infrastructure.Backup;

/// <summary>How far a backup or a restore has come.</summary>
/// <param name="Done">0 to 1.</param>
/// <param name="Step">What it is at, for people.</param>
public sealed record BackupProgress(double Done, string Step);
