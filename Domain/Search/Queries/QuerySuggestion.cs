namespace Collab.Domain.Search.Queries;

/// <summary>What may stand at the caret of a query.</summary>
/// <param name="Kind">What is offered; people and places the page has to look up.</param>
/// <param name="Operator">The operator that is offered, or that the value is for.</param>
/// <param name="Text">What goes into <paramref name="Span"/>, with a space behind it when it is complete; for people and places what was typed of the value so far.</param>
/// <param name="Span">What is replaced: of a word or of a value all of it.</param>
public sealed record QuerySuggestion(QuerySuggestionKind Kind, QueryOperator Operator, string Text, QuerySpan Span);

/// <summary>What a suggestion offers.</summary>
public enum QuerySuggestionKind
{
    /// <summary>An operator with its colon; its value is still to come.</summary>
    Operator = 0,

    /// <summary>A fixed value.</summary>
    Value = 1,

    /// <summary>A date.</summary>
    Date = 2,

    /// <summary>Somebody whose name begins like the text is wanted: <see cref="QueryText.Quote"/> writes the choice.</summary>
    Person = 3,

    /// <summary>A channel or chat whose name begins like the text is wanted: <see cref="QueryText.Quote"/> writes the choice.</summary>
    Place = 4,
}
