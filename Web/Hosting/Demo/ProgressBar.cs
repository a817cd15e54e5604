using System.Globalization;
using Collab.Domain.Organizations;

namespace Collab.Web.Hosting.Demo;

/// <summary>A bar on the error output, so that the standard output stays for programs. Away from a terminal, a line per step.</summary>
internal sealed class ProgressBar(TextWriter output, bool isTerminal) : IProgress<DemoProgress>
{
    private const int Width = 30;
    private string _step = "";

    public void Report(DemoProgress value)
    {
        var filled = (int)(Math.Clamp(value.Done, 0, 1) * Width);
        var percent = (value.Done * 100).ToString("0", CultureInfo.InvariantCulture);
        if (isTerminal)
            output.Write($"\r[{new string('#', filled)}{new string(' ', Width - filled)}] {percent,3} % {value.Step,-28}{(value.Done >= 1 ? "\n" : "")}");
        else if (value.Step != _step)
            output.WriteLine($"{percent,3} % {value.Step}");
        _step = value.Step;
    }
}
