using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Collab.Domain.Shared;

/// <summary>
/// What an error says to people, with the values in it kept apart from the sentence, so that the page can say it in the
/// reader's language. Written as a literal or an interpolated string; the compiler calls the members below.
/// </summary>
[InterpolatedStringHandler]
public sealed class ErrorText : IEquatable<ErrorText>
{
    private readonly StringBuilder _template = new();
    private readonly List<object?> _values = [];

    /// <summary>Begins an interpolated text.</summary>
    public ErrorText(int literalLength, int formattedCount) => (_template.Capacity, _values.Capacity) = (literalLength + (3 * formattedCount), formattedCount);

    /// <summary>The English sentence with <c>{0}</c>, <c>{1}</c>… where the values go.</summary>
    public string Template => _template.ToString();

    /// <summary>The values, in the order of the sentence.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>A text as it is.</summary>
    public static implicit operator ErrorText(string text) => FromString(text);

    /// <summary>A text as it is.</summary>
    public static ErrorText FromString(string text)
    {
        var made = new ErrorText(text.Length, 0);
        made.AppendLiteral(text);
        return made;
    }

    /// <summary>Adds words.</summary>
    public void AppendLiteral(string text) => _template.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value)
    {
        _template.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        _values.Add(value);
    }

    /// <summary>The sentence in English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Template, [.. _values]);

    /// <inheritdoc />
    public bool Equals(ErrorText? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ErrorText);

    /// <inheritdoc />
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
