namespace Collab.Domain.Files;

/// <summary>Looks at pictures.</summary>
public interface IPictures
{
    /// <summary>Longest side of a preview, in pixels.</summary>
    const int PreviewSide = 720;

    /// <summary>The size of a picture, and a small one of it; null for what is none, is broken, or would take too much to decode.</summary>
    Task<Picture?> ReadAsync(Stream content, CancellationToken ct);
}

/// <summary>A picture that was looked at.</summary>
/// <param name="Width">As it is looked at, in pixels.</param>
/// <param name="Height">The same.</param>
/// <param name="Preview">A WebP of at most <see cref="IPictures.PreviewSide"/> a side, without what the camera wrote into the original.</param>
public sealed record Picture(int Width, int Height, byte[] Preview);
