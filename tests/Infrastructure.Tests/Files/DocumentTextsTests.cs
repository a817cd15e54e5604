using System.IO.Compression;
using Collab.Domain.Files;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Files.Reading;
using Collab.Support.Files;
using Collab.Support.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Files;

/// <summary>What every reader of documents does.</summary>
public abstract class FileTextsContract
{
    public static TheoryData<string, byte[]> Documents => new()
    {
        { MediaTypes.Pdf, SampleFiles.Pdf("the zanzibar contract", "second page") },
        { MediaTypes.Docx, SampleFiles.Docx("the zanzibar contract", "second paragraph") },
        { MediaTypes.Xlsx, SampleFiles.Xlsx("second sheet", "the zanzibar contract") },
        { MediaTypes.Pptx, SampleFiles.Pptx("the zanzibar contract", "second slide") },
        { MediaTypes.Text, SampleFiles.Text("the zanzibar contract\r\nsecond line") },
        { "text/html", SampleFiles.Text("<title>second</title><script>var hidden</script><p>the <b>zanzibar</b> contract</p>") },
        { "text/csv", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("the zanzibar contract;second")] },
    };

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IFileTexts Texts { get; }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task The_words_of_a_document_are_read(string type, byte[] bytes)
    {
        var text = await ReadAsync(type, bytes);
        Assert.Contains("the zanzibar contract", text, StringComparison.Ordinal);
        Assert.Contains("second", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_letters_than_Latin_are_read() =>
        Assert.Contains("Vertrag über 合同 и договор 😀", await ReadAsync(MediaTypes.Docx, SampleFiles.Docx("Vertrag über 合同 и договор 😀")), StringComparison.Ordinal);

    [Theory]
    [InlineData(MediaTypes.Pdf)]
    [InlineData(MediaTypes.Docx)]
    [InlineData(MediaTypes.Xlsx)]
    [InlineData(MediaTypes.Pptx)]
    public async Task A_broken_document_has_no_text(string type)
    {
        Assert.Null(await ReadAsync(type, []));
        Assert.Null(await ReadAsync(type, SampleFiles.Text("%PDF-1.7 not really")));
        Assert.Null(await ReadAsync(type, SampleFiles.Docx("cut off")[..400]));
    }

    [Fact]
    public async Task A_long_text_is_cut()
    {
        var text = await ReadAsync(MediaTypes.Text, SampleFiles.Text(string.Join('\n', Enumerable.Repeat("word 合同 😀", 40_000))));
        Assert.InRange(text!.Length, IFileTexts.MaxLength - 2, IFileTexts.MaxLength);
    }

    protected async Task<string?> ReadAsync(string type, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await Texts.ReadAsync(type, content, Ct);
    }
}

public sealed class DocumentTextsTests : FileTextsContract
{
    protected override IFileTexts Texts { get; } = new DocumentTexts();
}

/// <summary>The same in a process of its own: the real program, as a node starts it.</summary>
public sealed class DocumentTextProcessTests : FileTextsContract, IDisposable
{
    private static readonly TextReaderProgram Program = new("dotnet", [WebProgram.Location, "read-text"]);

    private readonly DocumentTextProcess _texts = New(Program);

    protected override IFileTexts Texts => _texts;

    [Fact]
    public async Task A_document_that_takes_too_long_is_given_up()
    {
        using var texts = New(Program with { Patience = TimeSpan.FromMilliseconds(1) });
        using var content = new MemoryStream(SampleFiles.Docx("in time"));
        Assert.Null(await texts.ReadAsync(MediaTypes.Docx, content, Ct));
    }

    // A document of a few kilobytes that unpacks to half a gigabyte.
    [Fact]
    public async Task A_document_that_takes_all_memory_takes_only_its_reader_down()
    {
        using var texts = New(Program with { MemoryBytes = 60L * 1024 * 1024 });
        using var content = new MemoryStream(Bomb());
        Assert.Null(await texts.ReadAsync(MediaTypes.Docx, content, Ct));
        content.SetLength(0);
        content.Write(SampleFiles.Docx("and the next one"));
        content.Position = 0;
        Assert.Equal("and the next one", await texts.ReadAsync(MediaTypes.Docx, content, Ct));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_no_fault_of_the_document()
    {
        using var texts = New(new TextReaderProgram("/nowhere/at-all", []));
        using var content = new MemoryStream(SampleFiles.Text("words"));
        await Assert.ThrowsAsync<OutageException>(() => texts.ReadAsync(MediaTypes.Text, content, Ct));
    }

    public void Dispose() => _texts.Dispose();

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        bytes.Write(SampleFiles.Docx("small"));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(e => e.FullName.EndsWith("document.xml", StringComparison.Ordinal));
            var name = entry.FullName;
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.SmallestSize).Open());
            writer.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>");
            for (var i = 0; i < 30_000; i++)
                writer.Write(new string('a', 1_000));
            writer.Write("</w:t></w:r></w:p></w:body></w:document>");
        }

        return bytes.ToArray();
    }

    private static DocumentTextProcess New(TextReaderProgram program) => new(program, NullLogger<DocumentTextProcess>.Instance);
}
