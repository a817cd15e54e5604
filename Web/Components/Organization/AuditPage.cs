using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>
/// A page on which auditors see, for a time and with a reason, what they could not see otherwise; others see who did so. What it
/// shows of messages goes from it as from everybody's pages when it is taken back, disappears, or its time is over.
/// </summary>
public abstract class AuditPage : RenewingPage
{
    /// <summary>Rows of a list at a time.</summary>
    protected const int Portion = 50;

    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(10);

    /// <summary>Why the last act failed; null when it did not.</summary>
    protected Error? Failure { get; private set; }

    /// <summary>Whoever looks may ask for it; others see the list.</summary>
    protected bool IsAuditor { get; private set; }

    /// <summary>An act is under way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>How many rows of the list are to be there.</summary>
    protected int Wanted { get; private set; } = Portion;

    /// <summary>The texts of times.</summary>
    [Inject]
    protected Clock Clock { get; set; } = default!; // injected before use

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

    /// <summary>An act was refused: what may not be shown any more goes at once.</summary>
    protected virtual void Refuse(Error failure)
    {
    }

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

    /// <inheritdoc />
    protected override Task RenewAsync() => LoadAgainAsync();

    /// <summary>Reads the list again; what was said last stays until something else is done.</summary>
    protected async Task LoadAgainAsync()
    {
        var failure = Failure;
        await LoadAsync();
        Failure ??= failure;
    }

    /// <summary>Hears of what happens to messages of these streams from now on, and of no others.</summary>
    protected void Heed(IReadOnlyCollection<(StreamId Stream, StreamId? Parent)> streams) => Link.Heed(this, streams);

    /// <summary>More rows of the list.</summary>
    protected Task OlderAsync()
    {
        Wanted += Portion;
        return LoadAsync();
    }

    /// <summary>Acts, and says so while it takes.</summary>
    protected async Task<T?> BusyAsync<T>(Func<Actor, Task<Result<T>>> act)
        where T : class
    {
        IsBusy = true;
        var done = await ActAsync(act);
        IsBusy = false;
        if (Failure is { } failure)
            Refuse(failure);
        return done;
    }

    /// <summary>Acts as whoever looks; null, with the reason in <see cref="Failure"/>, when it failed.</summary>
    protected async Task<T?> ActAsync<T>(Func<Actor, Task<Result<T>>> act)
        where T : class
    {
        if (!(await Session.ActAsync(Ended)).TryGet(out var actor, out var error))
        {
            Failure = error;
            return null;
        }

        IsAuditor = actor.Role == OrganizationRole.Auditor;
        var done = (await Outages.GuardAsync(() => act(actor))).TryGet(out var value, out error) ? value : null;
        Failure = error;
        return done;
    }

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
