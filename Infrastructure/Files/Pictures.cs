using Collab.Domain.Files;
using SkiaSharp;

namespace Collab.Infrastructure.Files;

/// <summary>Decodes pictures with Skia, one per two processors at a time: each takes its pixels' worth of memory.</summary>
internal sealed class Pictures : IPictures, IDisposable
{
    // A picture of 50 megapixels is 200 MB when decoded; a few bytes can claim to be far more.
    private const long MaxPixels = 50_000_000;
    private const long MaxBytes = 64L * 1024 * 1024;
    private const int Quality = 82;

    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<Picture?> ReadAsync(Stream content, CancellationToken ct)
    {
        if (content.CanSeek && content.Length > MaxBytes)
            return null;
        await _turn.WaitAsync(ct);
        try
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, ct);
            return bytes.Length > MaxBytes ? null : await Task.Run(() => Read(bytes.ToArray()), ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Picture? Read(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info is not { Width: > 0, Height: > 0 } info || (long)info.Width * info.Height > MaxPixels)
            return null;
        using var decoded = Decode(codec, info);
        if (decoded is null)
            return null;
        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (info.Height, info.Width) : (info.Width, info.Height);
        var scale = Math.Min(1.0, (double)IPictures.PreviewSide / Math.Max(width, height));
        var (small, low) = (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(small, low, SKColorType.Rgba8888, SKAlphaType.Premul));
        // No memory for it: the file is there all the same.
        if (surface is null)
            return null;
        Turn(surface.Canvas, codec.EncodedOrigin, small, low);
        using var image = SKImage.FromBitmap(decoded);
        var target = isTurned ? new SKRect(0, 0, low, small) : new SKRect(0, 0, small, low);
        surface.Canvas.DrawImage(image, target, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var preview = drawn.Encode(SKEncodedImageFormat.Webp, Quality);
        return new Picture(width, height, preview.ToArray());
    }

    // As small as the format can be decoded at once without getting smaller than the preview.
    private static SKBitmap? Decode(SKCodec codec, SKImageInfo info)
    {
        var scale = Math.Min(1f, 2f * IPictures.PreviewSide / Math.Max(info.Width, info.Height));
        var size = codec.GetScaledDimensions(scale);
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput)
            return bitmap;
        bitmap.Dispose();
        return null;
    }

    // What the camera says of how it was held (EXIF 2.3, Orientation), undone.
    private static void Turn(SKCanvas canvas, SKEncodedOrigin origin, int width, int height)
    {
        var turned = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        canvas.SetMatrix(turned);
    }
}
