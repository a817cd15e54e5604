namespace Collab.Web.Api.Account;

/// <summary>Where to go after signing in: a place on this very site, whatever the link says.</summary>
internal static class ReturnPath
{
    private const int MaxLength = 2048;
    private const string Home = "/";

    // Going back there would lead in circles.
    private static readonly PathString[] Entries = ["/signin", "/signout", "/setup"];

    /// <summary>The path when it is a local one that is worth to go back to after signing in, else the home page.</summary>
    public static string Parse(string? text) =>
        Local(text) is var path && !Entries.Any(entry => new PathString(PathOf(path)).StartsWithSegments(entry)) ? path : Home;

    /// <summary>The path when it is a local one, else the home page.</summary>
    public static string Local(string? text)
    {
        if (text is not { Length: > 1 and <= MaxLength } || text[0] != '/' || text[1] == '/')
            return Home;
        // Browsers read a backslash as a slash and drop tabs and line ends, so none may hide in it.
        if (text.Any(c => c == '\\' || char.IsControl(c)))
            return Home;
        return Uri.TryCreate(text, UriKind.Relative, out _) ? text : Home;
    }

    /// <summary>The address of the sign-in page that comes back to the path.</summary>
    public static string SignIn(string? path) => Parse(path) is var local and not Home ? $"/signin?return={Uri.EscapeDataString(local)}" : "/signin";

    private static string PathOf(string text) => text[..(text.IndexOfAny(['?', '#']) is var end and >= 0 ? end : text.Length)];
}
