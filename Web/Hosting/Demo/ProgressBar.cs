using System.Globalization;
using Collab.Domain.Organizations;
using Collab.Infrastructure.Backup;

namespace Collab.Web.Hosting.Demo;

/// <summary>A bar on the error output, so that the standard output stays for programs. Away from a terminal, a line per step.</summary>
internal sealed class ProgressBar(TextWriter output, bool isTerminal) : IProgress<DemoProgress>, IProgress<BackupProgress>
{
    private const int Width = 30;
    private string _step = "";

    public void Report(DemoProgress value) => Report(value.Done, value.Step);

    public void Report(BackupProgress value) => Report(value.Done, value.Step);

    private void Report(double done, string step)
    {
        var filled = (int)(Math.Clamp(done, 0, 1) * Width);
        var percent = (done * 100).ToString("0", CultureInfo.InvariantCulture);
        if (isTerminal)
            output.Write($"\r[{new string('#', filled)}{new string(' ', Width - filled)}] {percent,3} % {step,-28}{(done >= 1 ? "\n" : "")}");
        else if (step != _step)
            output.WriteLine($"{percent,3} % {step}");
        _step = step;
    }
}
