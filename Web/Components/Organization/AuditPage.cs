using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>
/// A page on which auditors see, for a time and with a reason, what they could not see otherwise; others see who did so. What it
/// shows of messages goes from it as from everybody's pages when it is taken back, disappears, or its time is over.
/// </summary>
public abstract class AuditPage : ActingPage
{
    /// <summary>Whoever looks may ask for it; others see the list.</summary>
    protected bool IsAuditor => Role == OrganizationRole.Auditor;

    // What is shown goes when its time is over, whatever the auditor is doing.
    /// <inheritdoc />
    protected override TimeSpan Interval =>
        OpenUntil is { } end && end - Session.Time.GetUtcNow() is var left && left < Usually ? (left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1)) : Usually;

    /// <summary>When what is open closes; null when nothing is.</summary>
    protected abstract DateTimeOffset? OpenUntil { get; }

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private RecallSight Recall { get; set; } = default!; // injected before use

    /// <summary>Messages are shown no more.</summary>
    protected abstract void Hide();

    /// <summary>A message was taken back, or its time ran out; true when it was shown.</summary>
    protected abstract bool Forget(MessageView message);

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Recall.Recalled += OnRecalled;
        Recall.Stale += OnStale;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void Close()
    {
        Recall.Recalled -= OnRecalled;
        Recall.Stale -= OnStale;
        Heed([]);
    }

    /// <summary>Hears of what happens to messages of these streams from now on, and of no others.</summary>
    protected void Heed(IReadOnlyCollection<(StreamId Stream, StreamId? Parent)> streams) => Link.Heed(this, streams);

    private void OnRecalled(MessageView message)
    {
        if (Forget(message))
            StateHasChanged();
    }

    // Such news may have been lost: each page that is read is entered in the audit log, so none is read again by itself.
    private void OnStale()
    {
        Hide();
        StateHasChanged();
    }
}
