using System.Security.Cryptography;

namespace Collab.Domain.Files;

/// <summary>Passes bytes on, counts and digests them, keeps the first ones, and stops at a limit. Read once, forwards.</summary>
internal sealed class CountedStream(Stream inner, long limit) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[MediaTypes.HeadLength];
    private int _headLength;

    /// <summary>How many have passed.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-256 of what has passed, in hexadecimal.</summary>
    public string Digest() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(byte[] buffer, int offset, int count) => Note(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Note(buffer.Span[..count]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // The inner stream is its giver's.
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }

    private int Note(ReadOnlySpan<byte> passed)
    {
        Count += passed.Length;
        if (Count > limit)
            throw new FileTooLargeException();
        _hash.AppendData(passed);
        var kept = passed[..Math.Min(passed.Length, _head.Length - _headLength)];
        kept.CopyTo(_head.AsSpan(_headLength));
        _headLength += kept.Length;
        return passed.Length;
    }
}

/// <summary>More bytes came than are taken.</summary>
internal sealed class FileTooLargeException : Exception;
