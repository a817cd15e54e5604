using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>The text of a PDF, page by page; pictures of text have none.</summary>
internal static class PdfText
{
    public static void Read(Stream content, CappedText text)
    {
        using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        foreach (var page in document.GetPages())
        {
            foreach (var line in ContentOrderTextExtractor.GetText(page).Split('\n'))
                text.Add(line);
            if (text.IsFull)
                return;
        }
    }
}
