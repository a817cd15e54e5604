using Collab.Domain.Messages;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>What the rows of the list refer to. It is read beside them: no row waits for it.</summary>
public sealed partial class MessageList
{
    private Task _reading = Task.CompletedTask;
    private IReadOnlyCollection<(StreamId Stream, StreamId? Parent)> _heeded = [];

    [Inject]
    private ReferenceBook References { get; set; } = default!; // injected before use

    [Inject]
    private CardWords Words { get; set; } = default!; // injected before use

    private void ShowReferences(IReadOnlyList<MessageView> rows)
    {
        References.Show(this, [.. rows.Concat(Root is null ? [] : [Root]).Where(m => m.References.Count > 0).Select(m => (m.Stream, m.Seq))]);
        HeedSources();
        if (References.NeedsReading)
            _reading = ReadReferencesAsync();
    }

    private void ForgetReferences()
    {
        References.Changed -= OnFeedChanged;
        References.Show(this, []);
        if (_heeded.Count > 0)
            Link.Heed(this, []);
    }

    // What is edited, recalled or closed to her elsewhere is heard from there. Between the reading and this something may have happened.
    private void HeedSources()
    {
        var sources = References.SourcesOf(this);
        if (_heeded.Count == sources.Count && _heeded.All(sources.Contains))
            return;
        StreamId[] unheard = [.. sources.Select(s => s.Stream).Where(s => Sidebar.Find(s) is null && s != Feed?.Stream && _heeded.All(h => h.Stream != s))];
        _heeded = sources;
        Link.Heed(this, sources);
        References.MarkStale(unheard);
    }

    private async Task ReadReferencesAsync()
    {
        try
        {
            await References.ReadAsync(Link.Ended);
        }
        catch (OperationCanceledException) when (Link.Ended.IsCancellationRequested)
        {
            // The circuit has ended.
        }
#pragma warning disable CA1031 // Shown where faults of this panel are shown.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(failed);
        }
    }

    private IEnumerable<RenderFragment> CardsOf(MessageView message, ReferenceKind kind)
    {
        var known = References.Find(message.Stream, message.Seq);
        return message.References.Index().Where(r => r.Item == kind)
            .Select(r => ReferenceCard.Of(kind, known?.FirstOrDefault(v => v.Position == r.Index)?.Source, Words, isWaiting: known is null));
    }
}
