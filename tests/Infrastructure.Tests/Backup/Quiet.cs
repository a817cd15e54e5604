using Collab.Infrastructure.Backup;

namespace Collab.Infrastructure.Tests.Backup;

/// <summary>Somebody who is told of progress and may give up at it.</summary>
internal sealed class Quiet(Action<BackupProgress>? told = null) : IProgress<BackupProgress>
{
    public static Quiet Progress { get; } = new();

    public void Report(BackupProgress value) => told?.Invoke(value);
}
