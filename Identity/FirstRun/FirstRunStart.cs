using Microsoft.Extensions.Hosting;

namespace Collab.Identity.FirstRun;

/// <summary>Looks once, when the databases are ready, whether there is an organization: only without one is there a code.</summary>
internal sealed class FirstRunStart(FirstRunState state, FirstRunCode code) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await state.IsNeededAsync(cancellationToken))
            await code.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
