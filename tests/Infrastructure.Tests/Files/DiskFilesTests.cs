using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Files;
using Xunit;

namespace Collab.Infrastructure.Tests.Files;

/// <summary>What every store of files does.</summary>
public abstract class FileStoreContract
{
    private static readonly StreamId Place = new(1_234_567);
    private static readonly FileKey Key = new(Place, new FileId(77));

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IFileStore Store { get; }

    [Fact]
    public async Task What_was_put_is_opened_part_by_part()
    {
        await PutAsync(Key, "content");
        await PutAsync(Key with { Part = FilePart.Text }, "text");

        Assert.Equal("content", await ReadAsync(Key));
        Assert.Equal("text", await ReadAsync(Key with { Part = FilePart.Text }));
        Assert.Null(await ReadAsync(Key with { Part = FilePart.Preview }));
        Assert.Null(await ReadAsync(Key with { File = new FileId(78) }));
        Assert.Null(await ReadAsync(Key with { Place = new StreamId(1_234_568) }));
    }

    [Fact]
    public async Task A_file_is_read_from_the_middle()
    {
        await PutAsync(Key, "0123456789");
        await using var open = Assert.IsAssignableFrom<Stream>(await Store.OpenAsync(Key, Ct));
        Assert.True(open.CanSeek);
        open.Position = 7;
        using var reader = new StreamReader(open);
        Assert.Equal("789", await reader.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task Later_bytes_take_the_place_of_earlier_ones()
    {
        await PutAsync(Key, "a longer first one");
        await PutAsync(Key, "second");
        Assert.Equal("second", await ReadAsync(Key));
    }

    [Fact]
    public async Task Bytes_that_break_off_leave_what_was_there()
    {
        await PutAsync(Key, "whole");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutAsync(Key, new BrokenStream(100_000), Ct));
        Assert.Equal("whole", await ReadAsync(Key));
        var other = Key with { File = new FileId(79) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutAsync(other, new BrokenStream(100_000), Ct));
        Assert.Null(await ReadAsync(other));
    }

    [Fact]
    public async Task Deleting_takes_all_parts_and_nothing_else()
    {
        var other = Key with { File = new FileId(78) };
        foreach (var part in Enum.GetValues<FilePart>())
            await PutAsync(Key with { Part = part }, "gone");
        await PutAsync(other, "stays");

        await Store.DeleteAsync(Place, Key.File, Ct);
        await Store.DeleteAsync(Place, Key.File, Ct);

        foreach (var part in Enum.GetValues<FilePart>())
            Assert.Null(await ReadAsync(Key with { Part = part }));
        Assert.Equal("stays", await ReadAsync(other));
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_is_read_is_read_to_its_end()
    {
        await PutAsync(Key, "to the end");
        await using var open = Assert.IsAssignableFrom<Stream>(await Store.OpenAsync(Key, Ct));
        await Store.DeleteAsync(Place, Key.File, Ct);
        using var reader = new StreamReader(open);
        Assert.Equal("to the end", await reader.ReadToEndAsync(Ct));
    }

    private async Task PutAsync(FileKey key, string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Store.PutAsync(key, bytes, Ct);
    }

    private async Task<string?> ReadAsync(FileKey key)
    {
        await using var open = await Store.OpenAsync(key, Ct);
        if (open is null)
            return null;
        using var reader = new StreamReader(open);
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>Gives some bytes, then fails.</summary>
    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override int Read(Span<byte> buffer) => Position > 0 ? throw new InvalidOperationException("It broke off.") : base.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(new byte[length / 2], cancellationToken);
            throw new InvalidOperationException("It broke off.");
        }
    }
}

public sealed class DiskFilesTests : FileStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-files-").FullName;

    protected override IFileStore Store => new DiskFiles(Path.Combine(_folder, "files"));

    [Fact]
    public async Task Nothing_lies_about_that_was_not_put()
    {
        var store = new DiskFiles(Path.Combine(_folder, "files"));
        using var bytes = new MemoryStream([1, 2, 3]);
        await store.PutAsync(new FileKey(new StreamId(5), new FileId(6)), bytes, Ct);
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
        await store.DeleteAsync(new StreamId(5), new FileId(6), Ct);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Others_on_the_machine_read_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var bytes = new MemoryStream([1]);
        await Store.PutAsync(new FileKey(new StreamId(5), new FileId(6)), bytes, Ct);
        foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "files"), "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    [Fact]
    public async Task A_disk_that_is_not_mounted_is_an_outage_and_no_missing_file()
    {
        var store = new DiskFiles(Path.Combine(_folder, "mount"));
        using var bytes = new MemoryStream([1]);
        await store.PutAsync(new FileKey(new StreamId(5), new FileId(6)), bytes, Ct);
        Directory.Delete(Path.Combine(_folder, "mount"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_folder, "mount"), "in the way", Ct);
        await Assert.ThrowsAsync<OutageException>(() => store.OpenAsync(new FileKey(new StreamId(5), new FileId(6)), Ct));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
