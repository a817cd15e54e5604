namespace Collab.Web.Api;

/// <summary>A value of an enum in an address, written as it is in JSON: the framework's own reading asks for capitals.</summary>
/// <param name="Value">The value.</param>
internal readonly record struct Choice<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Reads a name; numbers are none.</summary>
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var isName = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(text![0]); // a parsed text has letters
        choice = new Choice<T>(value);
        return isName;
    }
}
