namespace Collab.Infrastructure.Storage;

/// <summary>A search for beginnings as a range of an index: from the prefix up to, but not including, <see cref="End"/>.</summary>
internal static class Prefix
{
    /// <summary>Greater than everything that starts with the prefix: texts are compared by code point, and this is the last one.</summary>
    public static string End(string prefix) => prefix + "\U0010FFFF";
}
