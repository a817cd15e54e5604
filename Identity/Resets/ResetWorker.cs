using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Identity.Resets;

/// <summary>Looks at the wishes for a new password, one after another.</summary>
internal sealed class ResetWorker(ResetRequests requests, SendResetLink send, ILogger<ResetWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (email, address) in requests.ReadAllAsync(stoppingToken))
                await TryAsync(() => send.ExecuteAsync(email, address, stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node stops; whoever waits asks again.
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            log.LogError("A wish for a new password was lost, the directory does not answer: {Error}", error.GetType().Name);
        }
    }
}
