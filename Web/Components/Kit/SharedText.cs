using System.Collections.Concurrent;

namespace Collab.Web.Components.Kit;

/// <summary>
/// One instance of texts that many pages show alike, like a channel's line in the sidebar. It only ever returns what it was
/// given, is bounded, and forgets everything when it is full.
/// </summary>
internal static class SharedText
{
    private const int Capacity = 20_000;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static int _count;

    /// <summary>The instance that stands for the text.</summary>
    public static string Of(string text)
    {
        if (Known.TryGetValue(text, out var known))
            return known;
        if (Interlocked.Increment(ref _count) > Capacity)
        {
            Known.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        return Known.GetOrAdd(text, text);
    }
}
