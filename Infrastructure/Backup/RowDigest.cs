using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Collab.Infrastructure.Backup;

/// <summary>Counts rows and adds up their hashes, so that two sets of rows can be compared that are ordered differently.</summary>
internal sealed class RowDigest
{
    private UInt128 _sum;

    public long Rows { get; private set; }

    /// <summary>32 hexadecimal digits.</summary>
    public string Text => _sum.ToString("x32", CultureInfo.InvariantCulture);

    /// <param name="line">A row's line, without its end.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, hash);
        Rows++;
        _sum = unchecked(_sum + BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Both together.</summary>
    public void Add(long rows, string text)
    {
        Rows += rows;
        _sum = unchecked(_sum + UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
