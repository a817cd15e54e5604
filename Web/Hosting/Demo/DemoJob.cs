using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;

namespace Collab.Web.Hosting.Demo;

/// <summary>Fills the organization beside the pages, so that the page only shows how far it is.</summary>
internal sealed class DemoJob(DemoFill fill, IHostApplicationLifetime lifetime, ILogger<DemoJob> log)
{
    private readonly Lock _lock = new();
    private Task? _running;

    /// <summary>How far it is; null when it was never started.</summary>
    public DemoProgress? Progress { get; private set; }

    /// <summary>The keys, once it is done.</summary>
    public DemoKeys? Keys { get; private set; }

    /// <summary>Why it ended without keys.</summary>
    public string? Problem { get; private set; }

    /// <summary>Starts it, once.</summary>
    public void Start(Actor owner, Workspace workspace)
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: false } || Keys is not null)
                return;
            (Progress, Problem) = (new DemoProgress("Starting", 0), null);
            _running = Task.Run(() => RunAsync(owner, workspace));
        }
    }

    private async Task RunAsync(Actor owner, Workspace workspace)
    {
        try
        {
            var result = await fill.FillAsync(owner, workspace, new Progress<DemoProgress>(progress => Progress = progress), lifetime.ApplicationStopping);
            if (result.TryGet(out var keys, out var error))
                Keys = keys;
            else
                Problem = error.Message;
        }
#pragma warning disable CA1031 // Nobody awaits the job: whatever ended it must be seen on its page.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogError(error, "The demo content could not be made.");
            Problem = "The demo content could not be made. See the server's log; what was made so far stays.";
        }
    }
}
