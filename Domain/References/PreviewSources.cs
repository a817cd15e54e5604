using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.References;

/// <summary>Shows what a message that is still being written would refer to, as its author sees it now.</summary>
public sealed class PreviewSources(SourceReader sources)
{
    /// <summary>Most that are looked at.</summary>
    public const int MaxSources = MessageReference.MaxForwards + MessageReference.MaxQuotes;

    /// <summary>One view for each, in their order. What is not hers to see looks like what is not there.</summary>
    public async Task<IReadOnlyList<SourceView>> ExecuteAsync(Actor actor, IReadOnlyList<(StreamId Stream, long Seq)> wanted, CancellationToken ct)
    {
        var asked = wanted.Take(MaxSources).ToList();
        var seen = await sources.ReadAsync(actor, asked, ct);
        return [.. asked.Select(s => seen[s])];
    }
}
