using Collab.Domain.Files;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Drawing = DocumentFormat.OpenXml.Drawing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>The text of documents, sheets and slides (ECMA-376).</summary>
internal static class OfficeText
{
    // A few bytes can unpack to any number: no part of a document may have more characters than this.
    private static readonly OpenSettings Settings = new() { MaxCharactersInPart = 40_000_000 };

    public static void Read(string mediaType, Stream content, CappedText text)
    {
        switch (mediaType)
        {
            case MediaTypes.Docx:
                ReadDocument(content, text);
                break;
            case MediaTypes.Xlsx:
                ReadSheets(content, text);
                break;
            default:
                ReadSlides(content, text);
                break;
        }
    }

    private static void ReadDocument(Stream content, CappedText text)
    {
        using var document = WordprocessingDocument.Open(content, false, Settings);
        var main = document.MainDocumentPart;
        var parts = new OpenXmlPartRootElement?[] { main?.Document }.Concat(main?.HeaderParts.Select(p => (OpenXmlPartRootElement?)p.Header) ?? [])
            .Concat(main?.FooterParts.Select(p => (OpenXmlPartRootElement?)p.Footer) ?? [])
            .Append(main?.FootnotesPart?.Footnotes).Append(main?.WordprocessingCommentsPart?.Comments);
        AddAll(parts.OfType<OpenXmlElement>().SelectMany(p => p.Descendants<Word.Paragraph>()).Select(TextOf), text);
    }

    // A tab or a line's end is an element, and would glue the words on both sides together.
    private static string TextOf(Word.Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(e => e switch
    {
        Word.Text words => words.Text,
        Word.TabChar or Word.Break or Word.CarriageReturn => " ",
        _ => "",
    }));

    private static void ReadSheets(Stream content, CappedText text)
    {
        using var document = SpreadsheetDocument.Open(content, false, Settings);
        var book = document.WorkbookPart;
        AddAll(book?.Workbook?.Descendants<Sheet>().Select(s => s.Name?.Value ?? "") ?? [], text);
        var shared = book?.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(s => s.InnerText).ToArray() ?? [];
        foreach (var sheet in book?.WorksheetParts ?? [])
            AddAll(sheet.Worksheet?.Descendants<Row>().Select(row => string.Join(' ', row.Elements<Cell>().Select(c => TextOf(c, shared)))) ?? [], text);
    }

    private static string TextOf(Cell cell, string[] shared) =>
        cell.DataType?.Value == CellValues.SharedString && int.TryParse(cell.CellValue?.Text, out var index) && index >= 0 && index < shared.Length
            ? shared[index]
            : cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";

    private static void ReadSlides(Stream content, CappedText text)
    {
        using var document = PresentationDocument.Open(content, false, Settings);
        foreach (var slide in document.PresentationPart?.SlideParts ?? [])
        {
            var elements = new OpenXmlElement?[] { slide.Slide, slide.NotesSlidePart?.NotesSlide }.OfType<OpenXmlElement>();
            AddAll(elements.SelectMany(e => e.Descendants<Drawing.Paragraph>()).Select(p => string.Concat(p.Descendants<Drawing.Text>().Select(t => t.Text))), text);
        }
    }

    private static void AddAll(IEnumerable<string> lines, CappedText text)
    {
        foreach (var line in lines)
        {
            if (text.IsFull)
                return;
            text.Add(line);
        }
    }
}
