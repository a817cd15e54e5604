using System.Diagnostics;

namespace Collab.Bench.Load;

/// <summary>Processor time and memory of some processes, once in each window.</summary>
internal sealed class ProcessSampler(IReadOnlyList<(string Name, int Id)> processes, TimeSpan window) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    public IReadOnlyList<ProcessTrack> Tracks { get; } = [.. processes.Select(p => new ProcessTrack(p.Name))];

    public void Start() => _running = RunAsync();

    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(window);
        var before = processes.Select(p => Read(p.Id).Cpu).ToArray();
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                for (var i = 0; i < processes.Count; i++)
                {
                    var (cpu, memory) = Read(processes[i].Id);
                    Tracks[i].Cpu.Add((cpu - before[i]) / window * 100);
                    Tracks[i].MiB.Add(memory / 1024.0 / 1024);
                    before[i] = cpu;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static (TimeSpan Cpu, long Memory) Read(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return (process.TotalProcessorTime, process.WorkingSet64);
        }
        catch (ArgumentException)
        {
            return default; // it has ended
        }
    }
}

/// <summary>One process over time: percent of one processor, and MiB of its working set.</summary>
internal sealed record ProcessTrack(string Name)
{
    public List<double> Cpu { get; } = [];

    public List<double> MiB { get; } = [];
}
