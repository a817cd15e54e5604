using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Spreadsheet;
using SkiaSharp;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using Drawing = DocumentFormat.OpenXml.Drawing;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Collab.Support.Files;

/// <summary>Files of every kind with a text of one's choice, made by the libraries of their formats.</summary>
public static class SampleFiles
{
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A document with a page for each text; Latin letters alone.</summary>
    public static byte[] Pdf(params IEnumerable<string> pages)
    {
        var document = new PdfDocumentBuilder();
        var font = document.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
            document.AddPage(UglyToad.PdfPig.Content.PageSize.A4).AddText(text, 12, new PdfPoint(40, 700), font);
        return document.Build();
    }

    public static byte[] Docx(params IEnumerable<string> paragraphs)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var body = new Word.Body(paragraphs.Select(text => new Word.Paragraph(new Word.Run(new Word.Text(text)))));
            document.AddMainDocumentPart().Document = new Word.Document(body);
        }

        return bytes.ToArray();
    }

    /// <summary>A sheet of one column.</summary>
    public static byte[] Xlsx(string sheet, params IEnumerable<string> cells)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var shared = book.AddNewPart<SharedStringTablePart>();
            var texts = cells.ToList();
            shared.SharedStringTable = new SharedStringTable(texts.Select(t => new SharedStringItem(new DocumentFormat.OpenXml.Spreadsheet.Text(t))));
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(texts.Select((_, i) => new Row(new Cell { DataType = CellValues.SharedString, CellValue = new CellValue(i) }))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = sheet }));
        }

        return bytes.ToArray();
    }

    /// <summary>A slide for each text.</summary>
    public static byte[] Pptx(params IEnumerable<string> slides)
    {
        using var bytes = new MemoryStream();
        using (var document = PresentationDocument.Create(bytes, PresentationDocumentType.Presentation))
        {
            var presentation = document.AddPresentationPart();
            presentation.Presentation = new Presentation();
            foreach (var text in slides)
            {
                var body = new TextBody(new Drawing.BodyProperties(), new Drawing.Paragraph(new Drawing.Run(new Drawing.Text(text))));
                presentation.AddNewPart<SlidePart>().Slide = new Slide(new CommonSlideData(new ShapeTree(new Shape(body))));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A picture whose upper half is red and whose lower half is blue.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(0, 0, width, height / 2f, red);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The same as a JPEG whose camera says how it was held (EXIF's Orientation, 1 to 8).</summary>
    public static byte[] Turned(int width, int height, byte orientation)
    {
        var jpeg = Picture(width, height, SKEncodedImageFormat.Jpeg);
        byte[] exif =
        [
            0xFF, 0xE1, 0x00, 0x22, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0,
            (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
