using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// A list of readers as far as it was scrolled: pages are read when they come near and kept, so that what was seen once
/// stands still. One page is read at a time.
/// </summary>
/// <param name="read">Reads the page at a cursor; null when it cannot be read now.</param>
public sealed class ReceiptList(Func<string?, Task<Page<Reader>?>> read)
{
    // Pages of a search may be empty with more behind them.
    private const int MaxReads = 20;

    private readonly List<ReceiptRow> _rows = [];
    private string? _next;
    private bool _isWhole;
    private Task<bool>? _reading;

    /// <summary>Counts how often it was begun anew.</summary>
    public int Generation { get; private set; }

    /// <summary>Begins anew; answers for what was before come too late then.</summary>
    public void Restart()
    {
        _rows.Clear();
        (_next, _isWhole, _reading) = (null, false, null);
        Generation++;
    }

    /// <summary>Some rows, and how many there are as far as is known: a page more than was read, until the end was.</summary>
    public async ValueTask<ItemsProviderResult<ReceiptRow>> ProvideAsync(ItemsProviderRequest request)
    {
        await ReadUntilAsync(request.StartIndex + request.Count, request.CancellationToken);
        var rows = _rows.Skip(request.StartIndex).Take(request.Count).ToArray();
        return new ItemsProviderResult<ReceiptRow>(rows, _rows.Count + (_isWhole ? 0 : PageLimit.Default));
    }

    /// <summary>The first so many readers.</summary>
    public async Task<IReadOnlyList<Reader>> ReadUpToAsync(int count, CancellationToken ct)
    {
        while (!_isWhole && _rows.Count < count)
        {
            var before = (_rows.Count, _next);
            await ReadUntilAsync(_rows.Count + 1, ct);
            if (before == (_rows.Count, _next))
                break;
        }

        return [.. _rows.Take(count).Select(r => r.Reader)];
    }

    private async Task ReadUntilAsync(int count, CancellationToken ct)
    {
        for (var reads = 0; reads < MaxReads && !_isWhole && _rows.Count < count && !ct.IsCancellationRequested; reads++)
        {
            var reading = _reading ??= ReadPageAsync(Generation);
            if (!await reading)
                return;
        }
    }

    private async Task<bool> ReadPageAsync(int generation)
    {
        var page = await read(_next);
        if (generation != Generation)
            return false;
        _reading = null;
        if (page is null)
            return false;
        foreach (var reader in page.Items)
            _rows.Add(new ReceiptRow(_rows.Count + 1, reader));
        _next = page.Next?.ToString();
        _isWhole = _next is null;
        return true;
    }
}

/// <summary>A row of a list of readers.</summary>
/// <param name="Position">Its number, from 1.</param>
/// <param name="Reader">Who.</param>
public sealed record ReceiptRow(int Position, Reader Reader);
