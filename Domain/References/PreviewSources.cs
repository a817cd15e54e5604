using Collab.Domain.Shared;

namespace Collab.Domain.References;

/// <summary>Shows what a message that is still being written would refer to, as its author sees it now.</summary>
public sealed class PreviewSources(ReferenceFinder finder, SourceReader sources)
{
    /// <summary>Most that are looked at.</summary>
    public const int MaxSources = MessageReference.MaxForwards + MessageReference.MaxQuotes;

    /// <summary>One view for each, in their order: of a forward of a forward, where it began. What is not hers to see looks like what is not there.</summary>
    public async Task<IReadOnlyList<SourceView>> ExecuteAsync(Actor actor, IReadOnlyList<MessageReference> wanted, CancellationToken ct)
    {
        var found = new List<Result<MessageReference>>();
        foreach (var reference in wanted.Take(MaxSources))
            found.Add(await FindAsync(actor, reference, ct));
        var seen = await sources.ReadAsync(actor, found.Where(f => f.IsOk).Select(f => (f.Value.Stream, f.Value.Seq)), ct);
        return [.. found.Select(f => f.TryGet(out var kept, out var error) ? seen[(kept.Stream, kept.Seq)] : error == ReferenceFinder.SourceRecalled ? SourceView.Recalled : SourceView.Invisible)];
    }

    private async Task<Result<MessageReference>> FindAsync(Actor actor, MessageReference wanted, CancellationToken ct) =>
        (await finder.FindAsync(actor, [wanted], ct)).TryGet(out var found, out var error) ? found[0] : error;
}
