using System.Globalization;

namespace Collab.Bench.Circuits;

/// <summary>What is written into the places, in a form that can be found again in what a server draws.</summary>
internal static class PageTexts
{
    /// <summary>The purpose of the place without messages.</summary>
    public const string EmptyPurpose = "Nobody has said anything here yet.";

    private const int Digits = 6;

    private static readonly string[] Sentences =
    [
        "The nightly import took nine minutes today, two less than before the change.",
        "Who can look at the **Harbor** dashboard this afternoon?",
        "I have put the notes of the meeting into the folder; please add what I forgot.",
        "See https://example.com/report/2026 for the numbers, the third table is the one that matters.",
        "Fine with me.",
        "Let us move the release to Thursday, then the people in Lisbon are back and can test it with real data.",
        "`SELECT count(*)` says 48,211, which is what I expected.",
    ];

    /// <summary>Characters of a message, on average.</summary>
    public static int AverageLength => (int)Enumerable.Range(0, Sentences.Length).Average(i => Of(i).Length);

    /// <summary>The text of a message: of ordinary length, with its number in it.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Sentences[number % Sentences.Length]} row{number:D6}end");

    /// <summary>The numbers of messages in a render batch.</summary>
    public static IReadOnlyCollection<int> RowsIn(ReadOnlySpan<byte> drawn)
    {
        var rows = new HashSet<int>();
        while (drawn.IndexOf("row"u8) is var at and >= 0)
        {
            drawn = drawn[(at + 3)..];
            if (drawn.Length >= Digits + 3 && drawn.Slice(Digits, 3).SequenceEqual("end"u8)
                && int.TryParse(drawn[..Digits], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
                rows.Add(row);
        }

        return rows;
    }

    public static bool IsEmptyPlace(ReadOnlySpan<byte> drawn) => drawn.IndexOf("Nobody has said anything here yet."u8) >= 0;
}
