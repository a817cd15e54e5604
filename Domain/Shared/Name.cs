namespace Collab.Domain.Shared;

/// <summary>A name that people see: of a person, workspace or organization.</summary>
public sealed record Name
{
    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int MaxLength = 80;

    private Name(string value) => Value = value;

    /// <summary>The cleaned text, 1–80 units.</summary>
    public string Value { get; }

    /// <summary>Cleans and checks a typed name.</summary>
    public static Result<Name> Parse(string? text, string field = "name")
    {
        var clean = PlainText.Line(text);
        if (clean.Length == 0)
            return new Error.Invalid("name.empty", "Enter a name.", field);
        return clean.Length > MaxLength
            ? new Error.Invalid("name.too_long", $"This name is too long: at most {MaxLength} characters.", field)
            : new Name(clean);
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
