namespace Collab.Infrastructure.Messages.Text;

internal static class MarkdownLimits
{
    public const int LongestText = 16_000;
    public const int Deepest = 64;

    public static bool Allow(string text) => text.Length <= LongestText;
}
