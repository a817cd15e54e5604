using System.Globalization;
using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Who has read a message, who has not, and who does not share it. Counts are live; the list stands still until it is refreshed.</summary>
public sealed partial class ReceiptsDialog : ComponentBase, IAsyncDisposable
{
    /// <summary>So many names are copied at most; more are in the export.</summary>
    public const int MaxCopied = 5_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private ReceiptList _list = default!; // made in OnInitialized
    private MessageReceipts? _receipts;
    private MessageView? _message;
    private long _listed;
    private ReceiptSide _side = ReceiptSide.Read;
    private ReceiptSort _sort = ReceiptSort.Time;
    private string _query = "";
    private string _excerpt = "";
    private string? _failure;
    private bool _isCopying;
    private bool _isReminding;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Which message.</summary>
    [Parameter, EditorRequired]
    public MessageDialog.Receipts Of { get; set; } = default!; // required

    /// <summary>It is to be closed.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private ReceiptUseCases Use { get; set; } = default!; // injected before use

    [Inject]
    private GetMessage GetMessage { get; set; } = default!; // injected before use

    [Inject]
    private Excerpts Excerpts { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Screen Screen { get; set; } = default!; // injected before use

    [Inject]
    private AppModule Browser { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private Clock Clock { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    // The third list is there only where people may keep it to themselves.
    private IEnumerable<ReceiptSide> Sides
    {
        get
        {
            if (_receipts?.Confirmations is not null)
                yield return ReceiptSide.Confirmed;
            if (_receipts?.Confirmations is not null)
                yield return ReceiptSide.NotConfirmed;
            if (_receipts?.Counts is null)
                yield break;
            yield return ReceiptSide.Read;
            yield return ReceiptSide.NotRead;
            if (_receipts.AllowsOptOut)
                yield return ReceiptSide.NotShared;
        }
    }

    // Of what the list shows, how many have come since it was read.
    private long ReadSince => CameTo(_receipts, _side) - _listed;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewal;
        _end.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _list = new ReceiptList(ReadAsync);
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out var error)
            || !(await Use.Counts.ExecuteAsync(actor, Of.Stream, Of.Seq, _end.Token)).TryGet(out var receipts, out error)
            || !(await GetMessage.ExecuteAsync(actor, Of.Stream, Of.Seq, _end.Token)).TryGet(out var message, out error))
        {
            _failure = error.Say();
            return;
        }

        await People.EnsureAsync([message.Author], _end.Token);
        (_receipts, _message, _excerpt) = (receipts, message, Excerpts.Of(message));
        if (receipts.Confirmations is not null)
            _side = ReceiptSide.Confirmed;
        _listed = CameTo(receipts, _side);
        _renewal = KeepCountingAsync();
    }

    private async Task KeepCountingAsync()
    {
        try
        {
            while (_failure is null)
            {
                await Task.Delay(Interval, Session.Time, _end.Token);
                await InvokeAsync(CountAsync);
            }
        }
        catch (OperationCanceledException)
        {
            // The dialog has gone.
        }
#pragma warning disable CA1031 // Shown where faults of this panel are shown.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(failed);
        }
    }

    private async Task CountAsync()
    {
        var counted = await Outages.GuardAsync(async () =>
            (await Session.ActAsync(_end.Token)).TryGet(out var actor, out var error) ? await Use.Counts.ExecuteAsync(actor, Of.Stream, Of.Seq, _end.Token) : error);
        if (counted.TryGet(out var receipts, out var refusal))
        {
            if (_receipts == receipts)
                return;
            _receipts = receipts;
            if (!Sides.Contains(_side))
                await ChooseAsync(Sides.First());
            StateHasChanged();
        }
        else if (refusal is Error.NotFound)
        {
            // It was recalled, or receipts are not to be seen any more: nothing of them stays.
            await OnClose.InvokeAsync();
        }
    }

    private Task ChooseAsync(ReceiptSide side)
    {
        _side = side;
        return StartAsync();
    }

    private Task SortAsync(ReceiptSort sort)
    {
        _sort = sort;
        return StartAsync();
    }

    private Task StartAsync()
    {
        _list.Restart();
        _listed = CameTo(_receipts, _side);
        return Task.CompletedTask;
    }

    private async Task<Page<Reader>?> ReadAsync(string? cursor)
    {
        if (!(await Session.ActAsync(_end.Token)).TryGet(out var actor, out _))
            return null;
        var request = new ListReceiptsRequest(actor, Of.Stream, Of.Seq, _side, _sort, _query, cursor, PageLimit.Default);
        if (!(await Outages.GuardAsync(() => Use.List.ExecuteAsync(request, _end.Token))).TryGet(out var page, out _))
            return null;
        await People.EnsureAsync(page.Items.Select(r => r.User), _end.Token);
        return page;
    }

    private async Task CopyAsync()
    {
        _isCopying = true;
        var whole = new ReceiptList(ReadAsync);
        var readers = await whole.ReadUpToAsync(MaxCopied, _end.Token);
        await Browser.CopyAsync(string.Join('\n', readers.Select(r => People.NameOf(r.User))));
        Toasts.Show(L.Count("NamesCopied", readers.Count));
        _isCopying = false;
    }

    private async Task RemindAsync()
    {
        _isReminding = true;
        var reminded = await Outages.GuardAsync(async () =>
            (await Session.ActAsync(_end.Token)).TryGet(out var actor, out var error) ? await Use.Remind.ExecuteAsync(actor, Of.Stream, Of.Seq, _end.Token) : error);
        if (reminded.TryGet(out _, out var refusal))
            Toasts.Show(L.Count("Reminded", _receipts?.Confirmations?.NotConfirmed ?? 0));
        else
            Toasts.Show(refusal.Say(), isError: true);
        await CountAsync();
        _isReminding = false;
    }

    private bool IsLate(DateTimeOffset confirmedAt) => confirmedAt > _receipts?.Confirmations?.Deadline;

    private string SayOf(ConfirmationCounts counts) =>
        string.Join(' ', new[]
        {
            counts.Deadline is { } deadline ? L["ConfirmationDeadline", Clock.Until(deadline)].Value : "",
            counts.Late > 0 ? L.Count("ConfirmedLateMany", counts.Late).Value : "",
            counts.RemindedAt is { } reminded ? L["LastReminded", Clock.InList(reminded)].Value : "",
        }.Where(said => said.Length > 0));

    private async Task ShowProfileAsync(UserId user)
    {
        await OnClose.InvokeAsync();
        Screen.ShowProfile(user);
    }

    private string NoteOf(ReceiptCounts counts) =>
        string.Join(' ', new[]
        {
            counts.JoinedLater > 0 ? L.Count("ReceiptsJoinedLater", counts.JoinedLater).Value : "",
            counts.Gone > 0 ? L.Count("ReceiptsGone", counts.Gone).Value : "",
        }.Where(said => said.Length > 0));

    private static string AboutOf(Person? person) =>
        person is null ? "" : string.Join(" · ", new[] { person.Title, person.Department }.Where(said => said.Length > 0));

    private static long CountOf(MessageReceipts receipts, ReceiptSide side) =>
        side switch
        {
            ReceiptSide.Read => receipts.Counts?.Read,
            ReceiptSide.NotRead => receipts.Counts?.NotRead,
            ReceiptSide.NotShared => receipts.Counts?.NotShared,
            ReceiptSide.Confirmed => receipts.Confirmations?.Confirmed,
            _ => receipts.Confirmations?.NotConfirmed,
        } ?? 0;

    private static long CameTo(MessageReceipts? receipts, ReceiptSide side) =>
        (side is ReceiptSide.Confirmed or ReceiptSide.NotConfirmed ? receipts?.Confirmations?.Confirmed : receipts?.Counts?.Read) ?? 0;

    private static string Figure(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
