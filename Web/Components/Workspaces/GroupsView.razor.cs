using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.UserGroups;
using Collab.Domain.Workspaces;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Collab.Web.Components.Workspaces;

/// <summary>The groups of the workspace on the page, one of them open.</summary>
public sealed partial class GroupsView : ComponentBase
{
    private readonly List<UserGroup> _groups = [];
    private readonly List<UserId> _members = [];
    private readonly List<Person> _adding = [];
    private UserGroup? _open;
    private string _query = "";
    private string? _more;
    private string? _next;
    private bool _loaded;

    [Inject]
    private GroupUseCases Use { get; set; } = default!; // injected before use

    [Inject]
    private PeopleCache People { get; set; } = default!; // injected before use

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    [Inject]
    private Places Places { get; set; } = default!; // injected before use

    [Inject]
    private Dialogs Dialogs { get; set; } = default!; // injected before use

    [Inject]
    private Toasts Toasts { get; set; } = default!; // injected before use

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    private bool MayManage => Session.Workspace?.Role == WorkspaceRole.Admin || (Session.IsOrganizationAdmin && Session.Workspace?.Role == WorkspaceRole.Member);

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => FindAsync();

    private async Task FindAsync()
    {
        var asked = _query;
        var page = await PageAsync(null);
        if (asked != _query)
            return;
        _groups.Clear();
        Take(page);
    }

    private async Task MoreGroupsAsync() => Take(await PageAsync(_more));

    private void Take(Page<UserGroup> page)
    {
        _groups.AddRange(page.Items);
        (_more, _loaded) = (page.Next?.ToString(), true);
    }

    private async Task<Page<UserGroup>> PageAsync(string? cursor)
    {
        if (Session.Workspace is not { } workspace || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return Page<UserGroup>.Empty;
        var found = await Use.List.ExecuteAsync(new ListGroupsRequest(actor, workspace.Workspace.Id, _query, cursor), Link.Ended);
        return found.TryGet(out var page, out _) ? page : Page<UserGroup>.Empty;
    }

    private async Task OpenAsync(UserGroup group)
    {
        if (_open?.Id == group.Id)
            return;
        _open = group;
        _adding.Clear();
        await ReadMembersAsync(group);
    }

    private async Task ReadMembersAsync(UserGroup group)
    {
        _members.Clear();
        _next = null;
        await ReadPageAsync(group.Id, null);
    }

    private Task MoreAsync() => _open is { } group ? ReadPageAsync(group.Id, _next) : Task.CompletedTask;

    private async Task ReadPageAsync(UserGroupId group, string? cursor)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _)
            || !(await Use.Members.ExecuteAsync(actor, group, cursor, null, Link.Ended)).TryGet(out var page, out _))
            return;
        await People.EnsureAsync(page.Items, Link.Ended);
        _members.AddRange(page.Items);
        _next = page.Next?.ToString();
    }

    private async Task EditAsync(UserGroup? group)
    {
        var parameters = new DialogParameters<GroupDialog> { { d => d.Group, group } };
        if (await Dialogs.ShowAsync<GroupDialog>(group is null ? L["CreateGroup"] : L["RenameGroup"], parameters) is { Canceled: false })
            await FindAsync();
    }

    private async Task ChangeAsync(UserGroup group, UserId[] add, UserId[] remove)
    {
        if (!(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await Use.Change.ExecuteAsync(new ChangeGroupMembersRequest(actor, group.Id, add, remove), Link.Ended)).TryGet(out var changed, out var error))
        {
            Toasts.Show(error.Say(), isError: true);
            return;
        }

        _adding.Clear();
        _open = changed;
        _groups[_groups.FindIndex(g => g.Id == changed.Id)] = changed;
        await ReadMembersAsync(changed);
    }

    private async Task DeleteAsync(UserGroup group)
    {
        if (!await Dialogs.AskAsync(L["DeleteGroupTitle", group.Handle], L["DeleteGroupEffect"], L["DeleteGroup"], isDangerous: true)
            || !(await Session.ActAsync(Link.Ended)).TryGet(out var actor, out _))
            return;
        if (!(await Use.Delete.ExecuteAsync(actor, group.Id, Link.Ended)).TryGet(out _, out var error))
            Toasts.Show(error.Say(), isError: true);
        await FindAsync();
    }
}

/// <summary>The use cases behind the groups of a workspace.</summary>
/// <param name="List">Lists them.</param>
/// <param name="Members">Lists who is in one.</param>
/// <param name="Change">Takes people in and out.</param>
/// <param name="Delete">Takes one away.</param>
public sealed record GroupUseCases(ListGroups List, ListGroupMembers Members, ChangeGroupMembers Change, DeleteGroup Delete);
