using System.Globalization;
using Collab.Support.Oracle;

namespace Collab.Support.Faults;

/// <summary>What came of one fault.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Verdict">The invariants; null when it did not come so far.</param>
/// <param name="Recovery">How long after mending until all was live again; null when it never was.</param>
/// <param name="Sent">How many messages were written.</param>
/// <param name="Notes">Figures.</param>
/// <param name="Wrongs">What is broken beside the invariants.</param>
public sealed record FaultReport(Fault Fault, Verdict? Verdict, TimeSpan? Recovery, int Sent, IReadOnlyList<string> Notes, IReadOnlyList<string> Wrongs)
{
    public bool Holds => Verdict is { Holds: true } && Recovery <= Fault.Recovery && Wrongs.Count == 0;

    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{(Holds ? "ok    " : "BROKEN")} {Fault.Number,2} {Fault.Name}: {Fault.Summary}; {Sent:N0} messages");
        foreach (var line in Verdict?.Lines() ?? [])
            yield return "     " + line;
        var recovery = Recovery is { } time ? string.Create(CultureInfo.InvariantCulture, $"live again after {time.TotalSeconds:0.0} s") : "never live again";
        yield return string.Create(CultureInfo.InvariantCulture, $"     R  {(Recovery <= Fault.Recovery ? "holds" : "BROKEN")}, {recovery} (at most {Fault.Recovery.TotalSeconds:0} s)");
        foreach (var note in Notes)
            yield return "     - " + note;
        foreach (var wrong in Wrongs)
            yield return "     ! " + wrong;
    }
}
