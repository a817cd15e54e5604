using System.Globalization;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>The console's page of the shards and of what moves between them. It renews itself while it is open.</summary>
public sealed partial class StoragePage
{
    private const int MostBuckets = 20;
    // The databases are asked what they hold: now and then, while moves are watched.
    private static readonly TimeSpan BetweenFigures = TimeSpan.FromSeconds(30);
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    private IReadOnlyList<ShardView>? _shards;
    private IReadOnlyList<MoveView> _moves = [];
    private long _figuresAt;
    private IReadOnlyList<BucketView>? _buckets;
    private Error? _failure;
    private string? _said;
    private short? _bucket;
    private string _target = "";
    private bool _isBusy;

    [Inject]
    private ListShards List { get; set; } = default!; // injected before use

    [Inject]
    private ListMoves Moves { get; set; } = default!; // injected before use

    [Inject]
    private ListBuckets Buckets { get; set; } = default!; // injected before use

    [Inject]
    private MoveBucket Move { get; set; } = default!; // injected before use

    [Inject]
    private AbortMove Abort { get; set; } = default!; // injected before use

    [Inject]
    private RebalanceShards Rebalance { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        if (!(await Session.ActAsync(Ended)).TryGet(out var actor, out _failure) || !(await List.ExecuteAsync(actor, Ended)).TryGet(out var shards, out _failure))
            return;
        (_shards, _figuresAt) = (shards, Session.Time.GetTimestamp());
        if (_target.Length == 0 && shards is [.., var last])
            _target = last.Name;
        await WatchAsync(actor);
    }

    /// <inheritdoc />
    protected override async Task RenewAsync()
    {
        var said = _failure;
        if (_shards is null || Session.Time.GetElapsedTime(_figuresAt) > BetweenFigures)
            await LoadAsync();
        else if ((await Session.ActAsync(Ended)).TryGet(out var actor, out _failure))
            await WatchAsync(actor);
        // A refusal stays until the next act: it is read slower than the page renews itself.
        _failure ??= said;
    }

    private async Task WatchAsync(Actor actor)
    {
        if ((await Moves.ExecuteAsync(actor, Ended)).TryGet(out var moves, out _failure))
            _moves = moves;
    }

    private Task MoveAsync() =>
        _bucket is { } bucket ? DoAsync(async actor => (await Move.ExecuteAsync(actor, bucket, _target, Ended)).Error) : Task.CompletedTask;

    private async Task AbortAsync(MoveView move)
    {
        if (await Dialogs.AskAsync(L["RollBackTitle", move.Bucket], L["RollBackEffect", move.Source], L["RollBack"]))
            await DoAsync(async actor => (await Abort.ExecuteAsync(actor, move.Bucket.Value, Ended)).Error);
    }

    private async Task RebalanceAsync()
    {
        IReadOnlyList<PlannedMove> plan = [];
        await DoAsync(async actor => (await Rebalance.ExecuteAsync(actor, isOnlyShown: true, Ended)).TryGet(out plan!, out var error) ? null : error);
        if (_failure is not null)
            return;
        if (plan.Count == 0)
        {
            _said = L["ShardsAreEven"];
            return;
        }

        var parts = string.Join("; ", plan.GroupBy(m => (m.Source, m.Target)).Select(g => L["RebalancePart", Figure(g.Count()), g.Key.Source, g.Key.Target]));
        if (await Dialogs.AskAsync(L["RebalanceTitle"], L["RebalanceEffect", parts], L["Rebalance"]))
            await DoAsync(async actor => (await Rebalance.ExecuteAsync(actor, isOnlyShown: false, Ended)).Error);
    }

    private Task ShowBucketsAsync() =>
        DoAsync(async actor =>
        {
            var listed = await Buckets.ExecuteAsync(actor, null, MostBuckets, Ended);
            if (listed.TryGet(out var buckets, out var error))
                _buckets = buckets;
            return error;
        });

    private void Choose(BucketView bucket)
    {
        _bucket = bucket.Bucket.Value;
        if (_target == bucket.Shard)
            _target = _shards?.FirstOrDefault(s => s.Name != bucket.Shard)?.Name ?? _target;
    }

    private async Task DoAsync(Func<Actor, Task<Error?>> act)
    {
        (_isBusy, _said) = (true, null);
        Error? failure = null;
        if ((await Session.ActAsync(Ended)).TryGet(out var actor, out failure))
            failure = await act(actor);
        await LoadAsync();
        _failure ??= failure;
        _isBusy = false;
    }

    private string StepOf(MoveView move) => move.IsUnwanted && !move.IsOver ? L["MoveStep_Unwanted"] : L[$"MoveStep_{move.Step}"];

    private static string Figure(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return $"{size.ToString(unit == 0 ? "N0" : "N1", CultureInfo.CurrentCulture)} {Units[unit]}";
    }
}
