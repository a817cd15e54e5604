using Collab.Infrastructure.Consumers;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>A node's work for consumers, step by step.</summary>
internal static class ConsumerSteps
{
    /// <summary>The most steps that anything may take.</summary>
    public const int Most = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One step and the work that it starts.</summary>
    public static async Task StepAsync(ShardConsumers node)
    {
        await node.StepAsync(Ct);
        await node.SettleAsync();
    }

    /// <summary>Steps until all streams were looked at and nothing waits any more.</summary>
    public static async Task CatchUpAsync(ShardConsumers node)
    {
        for (var i = 0; i < Most; i++)
        {
            await StepAsync(node);
            if (!node.IsSweeping && node.Runs.All(r => r.Lease.IsHeld && r.Backlog.Count == 0))
                return;
        }

        Assert.Fail("The consumers do not come to an end.");
    }
}
