namespace Collab.Web.Api;

/// <summary>A list that is short by its nature and comes whole.</summary>
/// <param name="Items">All of it.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items);
