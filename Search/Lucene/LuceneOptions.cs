namespace Collab.Search.Lucene;

/// <summary>Where the embedded index is.</summary>
/// <param name="Folder">A folder of this process alone.</param>
public sealed record LuceneOptions(string Folder);
