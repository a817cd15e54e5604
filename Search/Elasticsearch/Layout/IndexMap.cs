using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>The indices that there are.</summary>
internal sealed class IndexMap
{
    public IndexMap(IReadOnlyList<IndexPart> parts)
    {
        All = parts;
        Current = Latest(parts.Where(p => p.IsRead));
        // What a late node added to a generation that is in use already belongs to none that is built.
        Building = Latest(parts.Where(p => p.IsBuilding && !Current.Any(c => c.Generation >= p.Generation)));
    }

    public IReadOnlyList<IndexPart> All { get; }

    /// <summary>Those that searches look at, by <see cref="IndexPart.From"/>; none before the first was made.</summary>
    public IReadOnlyList<IndexPart> Current { get; }

    /// <summary>Those that are being built; none when nothing is.</summary>
    public IReadOnlyList<IndexPart> Building { get; }

    /// <summary>Of a generation after all that there are.</summary>
    public int NextGeneration => All.Count == 0 ? 1 : All.Max(p => p.Generation) + 1;

    /// <summary>Which of them holds a message, by its id alone: a later change goes where the message went.</summary>
    public static IndexPart Of(IReadOnlyList<IndexPart> parts, MessageId message)
    {
        for (var i = parts.Count - 1; i > 0; i--)
        {
            if (parts[i].From <= message)
                return parts[i];
        }

        return parts[0];
    }

    private static List<IndexPart> Latest(IEnumerable<IndexPart> parts)
    {
        var all = parts.ToList();
        return [.. all.Where(p => p.Generation == all.Max(q => q.Generation)).OrderBy(p => p.From)];
    }
}
