namespace Collab.Domain.Search.Queries;

/// <summary>A piece of a query as it is written, whatever it means.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Span">All of it.</param>
internal sealed record QueryToken(QueryTokenKind Kind, QuerySpan Span)
{
    /// <summary>A word as written, a phrase or value cleaned and without its quotation marks.</summary>
    public string Text { get; init; } = "";

    /// <summary>The operator before a value, or the one that was probably meant.</summary>
    public QueryOperatorName? Name { get; init; }

    /// <summary>Of an operator: where its value stands, quotation marks included, or would stand.</summary>
    public QuerySpan ValueSpan { get; init; }

    /// <summary>There are quotation marks.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Its quotation mark is not closed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>It stands alone: neither structure nor sign.</summary>
    public bool IsTerm => Kind is QueryTokenKind.Word or QueryTokenKind.Phrase or QueryTokenKind.Filter or QueryTokenKind.Misspelt;

    /// <summary>It negates what follows.</summary>
    public bool IsNegation => Kind is QueryTokenKind.Minus or QueryTokenKind.Not;

    /// <summary>It joins what stands on both sides.</summary>
    public bool IsConnector => Kind is QueryTokenKind.And or QueryTokenKind.Or;

    /// <summary>A dash between spaces, which is a dash.</summary>
    public bool IsLoneDash => Kind == QueryTokenKind.Word && Text == "-";
}

/// <summary>What a piece of a query looks like.</summary>
internal enum QueryTokenKind
{
    Word = 0,
    Phrase = 1,
    Filter = 2,
    Misspelt = 3,
    Open = 4,
    Close = 5,
    Minus = 6,
    Not = 7,
    And = 8,
    Or = 9,
}
