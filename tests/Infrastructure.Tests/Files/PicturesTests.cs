using Collab.Domain.Files;
using Collab.Infrastructure.Files;
using Collab.Support.Files;
using SkiaSharp;
using Xunit;

namespace Collab.Infrastructure.Tests.Files;

public sealed class PicturesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task A_large_picture_gets_a_small_one_of_the_same_shape(SKEncodedImageFormat format)
    {
        var picture = (await ReadAsync(SampleFiles.Picture(1_440, 900, format)))!;
        Assert.Equal((1_440, 900), (picture.Width, picture.Height));
        using var preview = SKBitmap.Decode(picture.Preview);
        Assert.Equal((720, 450), (preview.Width, preview.Height));
        Assert.True(IsRed(preview, 360, 20) && IsBlue(preview, 360, 430));
    }

    [Fact]
    public async Task A_small_picture_is_not_blown_up()
    {
        var picture = (await ReadAsync(SampleFiles.Picture(12, 8)))!;
        using var preview = SKBitmap.Decode(picture.Preview);
        Assert.Equal((12, 8), (preview.Width, preview.Height));
    }

    // EXIF 2.3: where the stored picture's upper half, red, comes to lie.
    [Theory]
    [InlineData(1, 300, 200, "top")]
    [InlineData(2, 300, 200, "top")]
    [InlineData(3, 300, 200, "bottom")]
    [InlineData(4, 300, 200, "bottom")]
    [InlineData(5, 200, 300, "left")]
    [InlineData(6, 200, 300, "right")]
    [InlineData(7, 200, 300, "right")]
    [InlineData(8, 200, 300, "left")]
    public async Task A_picture_stands_the_right_way_up(byte orientation, int width, int height, string red)
    {
        var picture = (await ReadAsync(SampleFiles.Turned(300, 200, orientation)))!;
        Assert.Equal((width, height), (picture.Width, picture.Height));
        using var preview = SKBitmap.Decode(picture.Preview);
        Assert.Equal((width, height), (preview.Width, preview.Height));
        var (x, y) = red switch { "top" => (width / 2, 10), "bottom" => (width / 2, height - 10), "left" => (10, height / 2), _ => (width - 10, height / 2) };
        Assert.True(IsRed(preview, x, y) && IsBlue(preview, width - x, height - y));
    }

    [Fact]
    public async Task What_is_broken_or_no_picture_has_none()
    {
        Assert.Null(await ReadAsync([]));
        Assert.Null(await ReadAsync(SampleFiles.Text("not a picture")));
        Assert.Null(await ReadAsync(SampleFiles.Picture(100, 100)[..30]));
    }

    // A PNG of 60,000 × 60,000 pixels in its header, and no pixels.
    [Fact]
    public async Task A_picture_that_claims_to_be_huge_is_not_decoded()
    {
        var bytes = SampleFiles.Picture(4, 4);
        (bytes[18], bytes[19], bytes[22], bytes[23]) = (0xEA, 0x60, 0xEA, 0x60);
        Assert.Null(await ReadAsync(bytes));
    }

    private static async Task<Picture?> ReadAsync(byte[] bytes)
    {
        using var pictures = new Pictures();
        using var content = new MemoryStream(bytes);
        return await pictures.ReadAsync(content, Ct);
    }

    private static bool IsRed(SKBitmap bitmap, int x, int y) => bitmap.GetPixel(x, y) is { Red: > 200, Blue: < 60 };

    private static bool IsBlue(SKBitmap bitmap, int x, int y) => bitmap.GetPixel(x, y) is { Blue: > 200, Red: < 60 };
}
