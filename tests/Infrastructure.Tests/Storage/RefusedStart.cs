using Collab.Infrastructure.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

internal static class RefusedStart
{
    /// <summary>What a further node says that cannot start with these settings.</summary>
    public static async Task<string> OfAsync(TestInstallation installation, params IEnumerable<(string Key, string? Value)> changes)
    {
        await using var node = await installation.NewNodeAsync(changes.ToDictionary(c => c.Key, c => c.Value), TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => TestInstallation.StartNodeAsync(node, TestContext.Current.CancellationToken));
        return error.Message;
    }
}
