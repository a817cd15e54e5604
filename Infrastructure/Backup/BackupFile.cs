using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Backup;

/// <summary>A backup that is read.</summary>
internal sealed class BackupFile : IAsyncDisposable
{
    private readonly ZipArchive _zip;

    private BackupFile(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    public IEnumerable<string> Entries => _zip.Entries.Select(e => e.FullName);

    /// <summary>Opens it and reads its manifest; a <see cref="StorageSettingsException"/> when it is none, or not whole.</summary>
    public static async Task<BackupFile> OpenAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file))
            throw new StorageSettingsException($"There is no file {file}.");
        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(file, ct);
            var entry = zip.GetEntry(BackupManifest.EntryName)
                ?? throw new StorageSettingsException($"The file {file} has no manifest: it is no backup, or one that was never finished.");
            await using var stream = await entry.OpenAsync(ct);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, ct) ?? throw new JsonException("It is empty.");
            return manifest.Format is >= BackupManifest.FormatWithoutFiles and <= BackupManifest.CurrentFormat
                ? new BackupFile(zip, manifest)
                : throw new StorageSettingsException($"The backup {file} has format {manifest.Format}; this version of Collab reads up to {BackupManifest.CurrentFormat}.");
        }
        catch (Exception error)
        {
            if (zip is not null)
                await zip.DisposeAsync();
            if (error is InvalidDataException or JsonException)
                throw new StorageSettingsException($"The file {file} is damaged, or is no backup: {error.Message}");
            throw;
        }
    }

    /// <summary>The lines of an entry; an <see cref="InvalidDataException"/> when its bytes are not those that were written.</summary>
    public async IAsyncEnumerable<string> LinesAsync(BackupEntry entry, [EnumeratorCancellation] CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var stream = await Find(entry.Entry).OpenAsync(ct))
        {
            await using var hashed = new HashingStream(stream, hash);
            using var reader = new StreamReader(hashed);
            while (await reader.ReadLineAsync(ct) is { } line)
                yield return line;
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Sha256)
            throw new InvalidDataException("its checksum differs");
    }

    public async Task<byte[]> BytesAsync(BackupKey key, CancellationToken ct)
    {
        await using var stream = await Find(key.Entry).OpenAsync(ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())) == key.Sha256 ? bytes.ToArray() : throw new InvalidDataException("its checksum differs");
    }

    /// <summary>Copies bytes; an <see cref="InvalidDataException"/> when they are not those that were written.</summary>
    public async Task CopyAsync(BackupKey key, Stream target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var stream = await Find(key.Entry).OpenAsync(ct))
        {
            await using var hashed = new HashingStream(stream, hash);
            await hashed.CopyToAsync(target, ct);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != key.Sha256)
            throw new InvalidDataException("its checksum differs");
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private ZipArchiveEntry Find(string name) => _zip.GetEntry(name) ?? throw new InvalidDataException("it is missing");

    private sealed class HashingStream(Stream inner, IncrementalHash hash) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            hash.AppendData(buffer, offset, read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            hash.AppendData(buffer.Span[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
