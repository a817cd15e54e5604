using System.Globalization;

namespace Collab.Bench.Load;

/// <summary>What people write: mostly short, sometimes long, sometimes calling somebody.</summary>
internal static class LoadTexts
{
    private static readonly string[] Lines =
    [
        "Done, it is on the shelf by the door.",
        "The nightly import of the Harbor warehouse took **nine minutes** today, which is two minutes less than before.",
        "Could somebody look at the order of Thursday? The label says *Lisbon* and the paper says *Porto*.",
        "ok",
        "👍 thanks, that was quick",
        "I have put the numbers of the quarter into the folder; see `report-3.csv` before you write to them.",
        "Lunch?",
        "1. stop the press\n2. take the plate out\n3. call Jonas, not me",
    ];

    private static readonly string Long = string.Concat(Enumerable.Repeat("What we agreed on in the meeting, for those who were not there. ", 12));

    public static string Next(Random random, int people) =>
        random.Next(40) switch
        {
            0 => Long,
            1 => "@channel the harbor gate closes at six today",
            < 6 => string.Create(CultureInfo.InvariantCulture, $"@person{random.Next(1, people + 1)}.load have you seen this?"),
            _ => Lines[random.Next(Lines.Length)],
        };
}
