using Collab.Domain.People;
using Collab.Domain.Search.Memory;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>What one has searched for: lately, or kept under a name.</summary>
public sealed partial class SearchView
{
    private IReadOnlyList<RememberedSearch> _remembered = [];
    private string _name = "";
    private bool _isNaming;

    [Inject]
    private ListSearches ListSearches { get; set; } = default!; // injected before use

    [Inject]
    private NoteSearch NoteSearch { get; set; } = default!; // injected before use

    [Inject]
    private SaveSearch SaveSearch { get; set; } = default!; // injected before use

    [Inject]
    private ForgetSearches ForgetSearches { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    private RememberedSearch? Kept => _remembered.FirstOrDefault(s => s.Name is not null && s.Query == _query);

    private async Task SubmitAsync(string text)
    {
        StopTyping();
        await SearchNowAsync(text);
        await NoteAsync();
    }

    private async Task RepeatAsync(string text)
    {
        await SearchAsync(text);
        await NoteAsync();
    }

    // What one stops to look at was worth searching for: while somebody types nothing is remembered.
    private async Task NoteAsync()
    {
        if (_query.Length > 0 && (_remembered.Count == 0 || _remembered[0].Query != _query))
            await ActAsync((actor, workspace) => NoteSearch.ExecuteAsync(actor, workspace, _query, Link.Ended), isTold: false);
    }

    private async Task RememberAsync()
    {
        if (Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        // What cannot be read now is not worth a word: one can search without it.
        var read = await Outages.GuardAsync(() => ListSearches.ExecuteAsync(actor, workspace.Workspace.Id, Link.Ended));
        _remembered = read.TryGet(out var all, out _) ? all : [];
    }

    private void BeginNaming() => (_isNaming, _name) = (true, _query.Length <= RememberedSearch.MaxName ? _query : _query[..RememberedSearch.MaxName]);

    private async Task KeepAsync()
    {
        if (await ActAsync((actor, workspace) => SaveSearch.ExecuteAsync(actor, workspace, _query, _name, Link.Ended)))
            _isNaming = false;
    }

    private async Task ForgetAsync(RememberedSearch search)
    {
        if (!await ActAsync((actor, workspace) => ForgetSearches.ExecuteAsync(actor, workspace, search.Query, Link.Ended)))
            return;
        Toasts.Show(L["SearchForgotten", search.Name ?? search.Query], undo: () => ActAsync((actor, workspace) => search.Name is { } name
            ? SaveSearch.ExecuteAsync(actor, workspace, search.Query, name, Link.Ended)
            : NoteSearch.ExecuteAsync(actor, workspace, search.Query, Link.Ended)));
    }

    private Task ForgetRecentAsync() => ActAsync((actor, workspace) => ForgetSearches.ExecuteAsync(actor, workspace, null, Link.Ended));

    private async Task<bool> ActAsync(Func<Actor, WorkspaceId, Task<Result<Done>>> act, bool isTold = true)
    {
        if (Session.Workspace is not { } workspace)
            return false;
        var acted = (await Session.ActAsync(Link.Ended)).TryGet(out var actor, out var error)
            ? await Outages.GuardAsync(() => act(actor, workspace.Workspace.Id))
            : error;
        if (acted.Error is { } failure && isTold)
            Toasts.Show(failure.Say(), isError: true);
        if (!acted.IsOk)
            return false;
        await RememberAsync();
        StateHasChanged();
        return true;
    }
}
