using System.Collections.Frozen;

namespace Collab.Domain.Search.Queries;

/// <summary>How operators are written, in English and German, and what they take.</summary>
public static class QueryOperators
{
    /// <summary>Every name with what it means; the first of an operator is the one that we write.</summary>
    public static IReadOnlyList<QueryOperatorName> Names { get; } =
    [
        new("from", QueryOperator.From), new("to", QueryOperator.To), new("in", QueryOperator.In), new("with", QueryOperator.With),
        new("before", QueryOperator.Before), new("after", QueryOperator.After), new("on", QueryOperator.On), new("during", QueryOperator.During),
        new("has", QueryOperator.Has), new("is", QueryOperator.Is), new("mentions", QueryOperator.Mentions),
        new("von", QueryOperator.From, IsGerman: true), new("an", QueryOperator.To, IsGerman: true), new("mit", QueryOperator.With, IsGerman: true),
        new("vor", QueryOperator.Before, IsGerman: true), new("nach", QueryOperator.After, IsGerman: true), new("am", QueryOperator.On, IsGerman: true),
        new("während", QueryOperator.During, IsGerman: true), new("waehrend", QueryOperator.During, IsGerman: true),
        new("hat", QueryOperator.Has, IsGerman: true), new("ist", QueryOperator.Is, IsGerman: true),
        new("erwähnt", QueryOperator.Mentions, IsGerman: true), new("erwaehnt", QueryOperator.Mentions, IsGerman: true),
    ];

    private static readonly FrozenDictionary<string, QueryOperatorName> ByName = Names.ToFrozenDictionary(n => n.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>As we write it, without the colon.</summary>
    public static string NameOf(QueryOperator meant) => Names.First(n => n.Operator == meant).Name;

    /// <summary>What it takes.</summary>
    public static QueryValueKind ValueOf(QueryOperator meant) => meant switch
    {
        QueryOperator.In => QueryValueKind.Place,
        QueryOperator.Before or QueryOperator.After or QueryOperator.On or QueryOperator.During => QueryValueKind.Date,
        QueryOperator.Has or QueryOperator.Is => QueryValueKind.Fixed,
        _ => QueryValueKind.Person,
    };

    /// <summary>The operator of this name, in any case; null when there is none.</summary>
    public static QueryOperatorName? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The operator that was most likely meant by a name that there is not; null when nothing is near.</summary>
    internal static QueryOperatorName? Nearest(string typed) => Names
        .Select(name => (Name: name, Slips: QuerySpelling.Slips(typed.ToLowerInvariant(), name.Name)))
        .Where(near => near.Slips > 0 && near.Slips <= Tolerance(typed, near.Name.Name))
        .OrderBy(near => near.Slips)
        .Select(near => near.Name)
        .FirstOrDefault();

    // Around the shortest names lie too many words that people search for (“git:”, “list:”, “id:”): there only swapped letters are a slip.
    private static int Tolerance(string typed, string name) => name.Length switch
    {
        <= 3 => typed.Length == name.Length && typed.Order().SequenceEqual(name.Order()) ? 1 : 0,
        4 => 1,
        _ => typed.Length <= 4 ? 1 : 2,
    };
}

/// <summary>A name of an operator.</summary>
/// <param name="Name">Without the colon, in lower case.</param>
/// <param name="Operator">What it means.</param>
/// <param name="IsGerman">It is not the English one.</param>
public sealed record QueryOperatorName(string Name, QueryOperator Operator, bool IsGerman = false);

/// <summary>What an operator takes.</summary>
public enum QueryValueKind
{
    /// <summary>Somebody, by name or handle.</summary>
    Person = 0,

    /// <summary>A channel or chat.</summary>
    Place = 1,

    /// <summary>What <see cref="QueryDates"/> reads.</summary>
    Date = 2,

    /// <summary>One of <see cref="QueryValues"/>.</summary>
    Fixed = 3,
}
