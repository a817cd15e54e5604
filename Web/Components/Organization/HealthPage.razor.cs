using System.Globalization;
using Collab.Domain.Consumers;
using Collab.Domain.Health;
using Collab.Domain.Shared;
using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>The console's page of the parts, the consumers of events and what those could not take. It renews itself while it is open.</summary>
public sealed partial class HealthPage
{
    private IReadOnlyList<PartView>? _parts;
    private IReadOnlyList<ConsumerView>? _consumers;
    private List<ParkedEvent> _parked = [];
    private string? _next;
    private Error? _failure;
    private bool _isLoaded;
    private bool _isBusy;

    [Inject]
    private ListParts Parts { get; set; } = default!; // injected before use

    [Inject]
    private ListConsumers Consumers { get; set; } = default!; // injected before use

    [Inject]
    private ListParkedEvents ParkedEvents { get; set; } = default!; // injected before use

    [Inject]
    private RetryParkedEvent Retry { get; set; } = default!; // injected before use

    [Inject]
    private RetryParkedEvents RetryAll { get; set; } = default!; // injected before use

    [Inject]
    private DiscardParkedEvent Discard { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    [Inject]
    private Clock Clock { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override TimeSpan Interval => TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        if (!(await Session.ActAsync(Ended)).TryGet(out var actor, out _failure))
            return;
        if ((await Parts.ExecuteAsync(actor, Ended)).TryGet(out var parts, out _failure))
            _parts = parts;
        if (_failure is null && (await Consumers.ExecuteAsync(actor, Ended)).TryGet(out var consumers, out _failure))
            _consumers = consumers;
        // As many as are shown, so that nothing goes from under the pointer when more were asked for.
        if (_failure is null)
            await ListAsync(actor, null, Math.Max(_parked.Count, PageLimit.Default));
        _isLoaded = true;
    }

    private async Task MoreAsync()
    {
        if ((await Session.ActAsync(Ended)).TryGet(out var actor, out _failure))
            await ListAsync(actor, _next, PageLimit.Default);
    }

    private async Task ListAsync(Actor actor, string? cursor, int limit)
    {
        if (!(await ParkedEvents.ExecuteAsync(new ListParkedEventsRequest(actor, null, cursor, limit), Ended)).TryGet(out var page, out _failure))
            return;
        _parked = cursor is null ? [.. page.Items] : [.. _parked, .. page.Items];
        _next = page.Next?.ToString();
    }

    private Task RetryAsync(ParkedEvent parked) => DoAsync(actor => Retry.ExecuteAsync(actor, parked.Id, Ended));

    private Task RetryAllAsync(ConsumerView consumer) => DoAsync(actor => RetryAll.ExecuteAsync(actor, consumer.Name, Ended));

    private async Task DiscardAsync(ParkedEvent parked)
    {
        if (await Dialogs.AskAsync(L["DiscardTitle"], L["DiscardEffect", parked.Consumer, KindOf(parked)], L["Discard"], isDangerous: true))
            await DoAsync(actor => Discard.ExecuteAsync(actor, parked.Id, Ended));
    }

    private async Task DoAsync<T>(Func<Actor, Task<Result<T>>> act)
    {
        _isBusy = true;
        Error? failure = null;
        if ((await Session.ActAsync(Ended)).TryGet(out var actor, out failure))
            (await act(actor)).TryGet(out _, out failure);
        await LoadAsync();
        // What the act says stays until the next renewal; what is not there any more is gone from the list as well.
        _failure ??= failure is Error.NotFound ? null : failure;
        _isBusy = false;
    }

    // A kind that only a newer node knows is called as programs call it.
    private string KindOf(ParkedEvent parked) =>
        L[$"EventKind_{parked.Kind.Replace('.', '_')}"] is { ResourceNotFound: false } known ? known : parked.Kind;

    private string AnswerOf(PartView part) => part switch
    {
        { IsReachable: false } => L["PartAway"],
        { IsIncomplete: true } => L["PartIncomplete", part.Messages ?? 0],
        { Messages: { } messages } => L["PartMessages", messages],
        { Milliseconds: { } took } => L["PartAnswersIn", took],
        _ => L["PartAnswers"],
    };

    private static string MarkOf(ConsumerCondition condition) => condition switch
    {
        ConsumerCondition.Current => "up",
        ConsumerCondition.CatchingUp or ConsumerCondition.Retrying => "draining",
        _ => "silent",
    };

    private string Lag(double seconds) =>
        seconds < 1 ? L["NoLag"]
        : seconds < 60 ? L["LagSeconds", (int)seconds]
        : seconds < 3600 ? L["LagMinutes", (int)(seconds / 60)]
        : L["LagHours", (int)(seconds / 3600), (int)(seconds % 3600 / 60)];

    private static string Figure(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
