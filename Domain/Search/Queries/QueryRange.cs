namespace Collab.Domain.Search.Queries;

/// <summary>A stretch of time that a date stands for. Never empty.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it.</param>
public readonly record struct QueryRange(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>What an operator makes of it: before its beginning, after its end, or within. The operator is one of those that take a date.</summary>
    public SearchClause.Posted For(QueryOperator meant) => meant switch
    {
        QueryOperator.Before => new(null, From),
        QueryOperator.After => new(Until, null),
        QueryOperator.On or QueryOperator.During => new(From, Until),
        _ => throw new ArgumentOutOfRangeException(nameof(meant), meant, "This operator takes no date."),
    };
}
