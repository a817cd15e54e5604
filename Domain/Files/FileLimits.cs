using System.Globalization;
using Collab.Domain.Shared;

namespace Collab.Domain.Files;

/// <summary>What files may be sent.</summary>
/// <param name="MaxBytes">Largest file, in bytes.</param>
/// <param name="BlockedExtensions">Extensions that are not taken, in lower case, without their dots.</param>
public sealed record FileLimits(long MaxBytes, IReadOnlySet<string> BlockedExtensions)
{
    /// <summary>Why a file is not taken; null when it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its size in bytes, as far as it is known.</param>
    public Error? Refusal(string name, long? size)
    {
        if (BlockedExtensions.Contains(FileName.ExtensionOf(name)))
            return new Error.Invalid("file.blocked", $"Files that end in .{FileName.ExtensionOf(name)} are not taken here. Ask your administrator, or send it packed.", "file");
        return size > MaxBytes ? TooLarge(size.Value) : null;
    }

    /// <summary>A file is larger than the limit.</summary>
    public Error TooLarge(long size) =>
        new Error.Invalid("file.too_large", $"The file is {Megabytes(size)} MB; the limit is {Megabytes(MaxBytes)} MB. Share a link, or ask your administrator to raise the limit.", "file");

    // Above the limit by a byte is still above it, in words as well.
    private string Megabytes(long bytes)
    {
        var rounded = Math.Round(bytes / 1_048_576m, 1, bytes > MaxBytes ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToEven);
        return rounded.ToString("0.#", CultureInfo.InvariantCulture);
    }
}
