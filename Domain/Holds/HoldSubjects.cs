using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Holds;

/// <summary>Finds whom and what a hold is to cover, by the names that those who place it know.</summary>
public sealed class HoldSubjects(IPeopleStore people, IWorkspaceStore workspaces, IChannelDirectory channels)
{
    private const int WorkspacesPerRead = 100;

    /// <summary>People by short name, or by e-mail address, which also finds those who have left.</summary>
    public async Task<Result<IReadOnlyList<UserId>>> FindPeopleAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken ct)
    {
        var wanted = Clean(names, '@');
        if (wanted.Count > HoldScope.MaxSubjects)
            return new Error.Invalid("hold.people", $"A hold names at most {HoldScope.MaxSubjects} people. Place a second one.", "people");
        var byHandle = (await people.FindByHandlesAsync(organization, wanted, ct)).ToDictionary(p => p.Handle, p => p.Id, StringComparer.OrdinalIgnoreCase);
        var found = new List<UserId>();
        foreach (var name in wanted)
        {
            if (byHandle.TryGetValue(name, out var id))
                found.Add(id);
            else if (EmailAddress.Parse(name).TryGet(out var email, out _) && await people.FindByEmailAsync(organization, email, ct) is { } person)
                found.Add(person.Id);
            else
                return new Error.Invalid("hold.person", $"There is nobody called {name}. Give the short name that stands behind @, or the e-mail address of somebody who has left.", "people");
        }

        return found.Distinct().ToList();
    }

    /// <summary>Channels by name; where several workspaces have one of that name, as <c>workspace/name</c>.</summary>
    public async Task<Result<IReadOnlyList<StreamId>>> FindChannelsAsync(OrganizationId organization, IReadOnlyList<string> names, CancellationToken ct)
    {
        var wanted = Clean(names, '#');
        if (wanted.Count == 0)
            return Array.Empty<StreamId>();
        if (wanted.Count > HoldScope.MaxSubjects)
            return new Error.Invalid("hold.channels", $"A hold names at most {HoldScope.MaxSubjects} channels. Place a second one.", "channels");
        var all = await ListAsync(organization, [.. wanted.Select(NameIn).Distinct()], ct);
        var found = new List<StreamId>();
        foreach (var name in wanted)
        {
            var (slug, bare) = (name.Contains('/', StringComparison.Ordinal) ? name[..name.IndexOf('/', StringComparison.Ordinal)] : null, NameIn(name));
            var matches = all.Where(c => c.Channel.Name == bare && (slug is null || string.Equals(c.Slug, slug, StringComparison.OrdinalIgnoreCase))).ToList();
            if (matches.Count == 0)
                return new Error.Invalid("hold.channel", $"There is no channel #{name}.", "channels");
            var choices = string.Join(", ", matches.Select(m => $"{m.Slug}/{bare}"));
            if (matches.Count > 1)
                return new Error.Invalid("hold.channel", $"Several workspaces have a channel #{name}. Write one of: {choices}.", "channels");
            found.Add(matches[0].Channel.Id);
        }

        return found.Distinct().ToList();
    }

    private async Task<IReadOnlyList<(string Slug, ChannelEntry Channel)>> ListAsync(OrganizationId organization, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var found = new List<(string, ChannelEntry)>();
        Cursor? cursor = null;
        do
        {
            var page = await workspaces.ListAllAsync(organization, cursor, WorkspacesPerRead, ct);
            foreach (var workspace in page.Items)
                found.AddRange((await channels.FindByNamesAsync(workspace.Id, names, ct)).Select(c => (workspace.Slug, c)));
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }

    private static string NameIn(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..].TrimStart('#');

    private static List<string> Clean(IReadOnlyList<string> names, char sign) =>
        [.. names.Select(n => PlainText.Line(n).TrimStart(sign).Trim().ToLowerInvariant()).Where(n => n.Length > 0).Distinct()];
}
