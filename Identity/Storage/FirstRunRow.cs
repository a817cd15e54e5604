using Collab.Identity.FirstRun;

namespace Collab.Identity.Storage;

internal sealed class FirstRunRow
{
    public byte OnlyOne { get; init; } = 1;

    public string CodeHash { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public int FailedCount { get; set; }

    public DateTimeOffset? WaitUntil { get; set; }

    public static FirstRunRow Of(FirstRunEntry entry) =>
        new() { CodeHash = entry.CodeHash, MadeAt = entry.MadeAt, FailedCount = entry.FailedCount, WaitUntil = entry.WaitUntil };

    public FirstRunEntry ToEntry() => new(CodeHash, MadeAt, FailedCount, WaitUntil);
}
