using Collab.Domain.Shared;

namespace Collab.Domain.Channels;

/// <summary>One line about what a channel is for, or what it is busy with.</summary>
public sealed record Topic
{
    /// <summary>Longest topic or purpose.</summary>
    public const int MaxLength = 250;

    private Topic(string value) => Value = value;

    /// <summary>The line; may be empty.</summary>
    public string Value { get; }

    /// <summary>Cleans and checks a typed line.</summary>
    public static Result<Topic> Parse(string? text, string field = "topic")
    {
        var clean = PlainText.Line(text);
        return clean.Length > MaxLength
            ? new Error.Invalid("topic.too_long", $"This is too long: at most {MaxLength} characters.", field)
            : new Topic(clean);
    }
}
