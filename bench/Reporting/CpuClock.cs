using System.Diagnostics;

namespace Collab.Bench.Reporting;

/// <summary>
/// Processor time that this process and a server have used. Unlike a rate it hardly depends on what else the machine
/// does, so it shows where the work is even when nothing else can be trusted.
/// </summary>
internal sealed class CpuClock(int server) : IDisposable
{
    private readonly Process _own = Process.GetCurrentProcess();
    private readonly Process _server = Process.GetProcessById(server);

    /// <summary>Processor time since both were started.</summary>
    public CpuTimes Read()
    {
        _own.Refresh();
        _server.Refresh();
        return new CpuTimes(_own.TotalProcessorTime, _server.TotalProcessorTime);
    }

    public void Dispose()
    {
        _own.Dispose();
        _server.Dispose();
    }
}

/// <summary>Processor time of both sides.</summary>
internal readonly record struct CpuTimes(TimeSpan Own, TimeSpan Server)
{
    /// <summary>Microseconds of either side for each of so many acts since an earlier reading.</summary>
    public (double Own, double Server) PerAct(CpuTimes earlier, long acts) =>
        ((Own - earlier.Own).TotalMicroseconds / acts, (Server - earlier.Server).TotalMicroseconds / acts);
}
