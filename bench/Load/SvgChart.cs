using System.Globalization;
using System.Net;
using System.Text;

namespace Collab.Bench.Load;

/// <summary>One line of a chart; a point that was not measured is NaN and leaves a gap.</summary>
internal sealed record Line(string Name, IReadOnlyList<double> Values);

/// <summary>A chart of lines over time as inline SVG, in the page's colours.</summary>
internal static class SvgChart
{
    private const int Width = 640;
    private const int Height = 220;
    private const int Left = 56;
    private const int Bottom = 24;
    private const int Top = 10;
    private const int Colours = 6;
    private static readonly int[] Steps = [1, 2, 4, 8, 10];

    public static string Draw(string title, string unit, double secondsPerPoint, params IReadOnlyList<Line> lines)
    {
        var points = Math.Max(2, lines.Max(l => l.Values.Count));
        var top = NiceTop(lines.SelectMany(l => l.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max());
        double X(int i) => Left + ((double)i / (points - 1) * (Width - Left - 8));
        double Y(double value) => Top + ((1 - (value / top)) * (Height - Top - Bottom));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{WebUtility.HtmlEncode(title)} <span>{WebUtility.HtmlEncode(unit)}</span></figcaption>");
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode($"{title}, {unit}")}\">");
        for (var step = 0; step <= 4; step++)
        {
            var value = top * step / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value.ToString(top < 4 ? "0.##" : "#,0", CultureInfo.InvariantCulture)}</text>");
        }

        var seconds = (points - 1) * secondsPerPoint;
        for (var step = 0; step <= 4; step++)
        {
            var anchor = step == 4 ? "end" : step == 0 ? "start" : "middle";
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left + (step / 4.0 * (Width - Left - 8)):0.#}\" y=\"{Height - 6}\" text-anchor=\"{anchor}\">{TimeSpan.FromSeconds(seconds * step / 4):m\\:ss}</text>");
        }

        for (var n = 0; n < lines.Count; n++)
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line l{n % Colours}\" d=\"{PathOf(lines[n].Values, X, Y)}\"/>");
        svg.Append("</svg><ul class=\"legend\">");
        for (var n = 0; n < lines.Count; n++)
            svg.Append(CultureInfo.InvariantCulture, $"<li class=\"l{n % Colours}\">{WebUtility.HtmlEncode(lines[n].Name)}</li>");
        return svg.Append("</ul></figure>").ToString();
    }

    private static string PathOf(IReadOnlyList<double> values, Func<int, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{x(i):0.#} {y(values[i]):0.#}");
            pen = 'L';
        }

        return path.ToString();
    }

    // The next of 1, 2, 4, 8 times a power of ten: four steps of it read well.
    private static double NiceTop(double largest)
    {
        if (largest <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(largest)));
        return Steps.Select(m => m * power).First(top => top >= largest * 0.999);
    }
}
