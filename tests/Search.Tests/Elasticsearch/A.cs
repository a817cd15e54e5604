using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>Messages and searches with everything filled in.</summary>
internal static class A
{
    public static readonly OrganizationId Org = new(900);
    public static readonly StreamId Place = new(4_000);
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A message; its id says its number in its place as well.</summary>
    public static SearchDocument Message(long id, string text) => new()
    {
        Id = new MessageId(id),
        Stream = Place,
        Seq = id,
        Place = Place,
        Organization = Org,
        PlaceKind = StreamKind.Channel,
        Author = new UserId(70),
        At = Now.AddDays(-1),
        Revision = 10,
        Text = text,
    };

    /// <summary>Whoever sits in a place.</summary>
    public static SearchScope Scope(params StreamId[] places) => new(Org, places, []);

    /// <summary>A search in <see cref="Place"/>.</summary>
    public static IndexSearch Search(SearchClause wanted) => new() { Scope = Scope(Place), Wanted = wanted, Now = Now };

    public static IndexSearch Search(string word) => Search(new SearchClause.Word(word));

    public static IndexSearch Everything() => Search(new SearchClause.All([]));
}
