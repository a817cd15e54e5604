using System.Buffers;
using System.Globalization;
using System.Text;
using Collab.Domain.Receipts;

namespace Collab.Web.Api.Receipts;

/// <summary>Receipts as a table (RFC 4180), written while they are read.</summary>
internal static class ReceiptTable
{
    // What a spreadsheet would take for a formula, and run.
    private const string Formulas = "=+-@\t\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n\t'");

    /// <summary>Writes all lines. The mark at the beginning tells spreadsheets that it is UTF-8.</summary>
    public static async Task WriteAsync(Stream body, IAsyncEnumerable<ReceiptLine> lines, CancellationToken ct)
    {
        var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await using (writer)
        {
            await writer.WriteLineAsync("name,handle,title,guest,status,read_by,confirmed_at".AsMemory(), ct);
            await foreach (var line in lines.WithCancellation(ct))
                await writer.WriteLineAsync(LineOf(line).AsMemory(), ct);
        }
    }

    private static string LineOf(ReceiptLine line) =>
        string.Join(
            ',',
            Cell(line.Person.DisplayName), Cell(line.Person.Handle), Cell(line.Person.Title), line.Person.IsGuest ? "yes" : "no", StatusOf(line.Side),
            Instant(line.ReadAt), Instant(line.ConfirmedAt));

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string StatusOf(ReceiptSide side) =>
        side switch
        {
            ReceiptSide.Read => "read",
            ReceiptSide.NotRead => "not read",
            ReceiptSide.NotShared => "not shared",
            ReceiptSide.Confirmed => "confirmed",
            ReceiptSide.NotConfirmed => "not confirmed",
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown."),
        };

    /// <summary>A cell that is text to every reader: an apostrophe keeps spreadsheets from running it.</summary>
    internal static string Cell(string text)
    {
        // Also behind blanks, which some take away.
        var safe = text.TrimStart() is [var first, ..] && Formulas.Contains(first, StringComparison.Ordinal) || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(Quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
