
namespace Collab.Infrastructure.Tests.Messages;

/// <summary>Strings that break programs, without NUL and lone surrogates, which the domain takes out before a store sees them.</summary>
internal static class HostileText
{
    public static IEnumerable<string> All() => Own.Concat(Ranges()).Where(s => s.Length > 0);

    private static readonly string[] Own =
    [
        "undefined", "null", "NULL", "(null)", "true", "0", "-1", "1e309", "0x0", "NaN", "1/0", "''", "\"\"", "'\"'", "<>?:\"{}|_+", "!@#$%^&*()`~",
        "1;DROP TABLE users", "1'; DROP TABLE users-- 1", "' OR 1=1 -- 1", "%", "_", "\\", "\\\\", "\\'", "--", "/*", "*/", "#", ";", "{{7*7}}", "${7*7}", "$HOME", "../../etc/passwd",
        "<script>alert(0)</script>", "&lt;script&gt;", "田中さんにあげて下さい", "ÅÍÎÏ˝ÓÔÒÚÆ☃", "😍", "👾 🙇 💁", "🇺🇸🇷🇺🇸", "﷽", "\u200b", "\u00ad", "\ufeff", "\u2028\u2029",
        "\u202eabc", "ﬃ", "ß", "İ", "ı", "\U0010FFFF", "\uFFFE", "\u0085", "a\u0300", "COMMIT", "@t0", "@k1, @h2", "?", ":x", "%(x)s",
    ];

    // Every character of the basic plane that may stand in a text, in runs.
    private static IEnumerable<string> Ranges() =>
        Enumerable.Range(1, 0xFFFF).Where(c => c is < 0xD800 or > 0xDFFF).Chunk(4000).Select(run => string.Concat(run.Select(c => (char)c)));
}
