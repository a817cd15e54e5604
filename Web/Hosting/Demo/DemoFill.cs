using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Identity.Tokens;
using Collab.Search.Indexing;

namespace Collab.Web.Hosting.Demo;

/// <summary>Makes the demo organization and keys to it: for the console, and for the button after set-up.</summary>
internal sealed class DemoFill(
    IDemoLoader loader, IOrganizationStore organizations, SetUpOrganization setUp, IPasswordHasher hasher, CreateAccessToken createToken, IIdSource ids,
    IEnumerable<ISearchKeeper> search, ILogger<DemoFill> log)
{
    private const int Seed = 20_261;
    /// <summary>How many people there are unless somebody says otherwise.</summary>
    public const int UsualPeople = 12_000;

    /// <summary>The most people that are invented.</summary>
    public const int MostPeople = 200_000;

    private const string OwnerName = "Ada Winter";
    private const string OwnerEmail = "ada.winter@demo.example";

    /// <summary>True while nobody has set the organization up.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken ct) => await organizations.FindAsync(ct) is null;

    /// <summary>Sets up an organization with an owner of its own and fills it. A conflict when there is one already.</summary>
    public async Task<Result<DemoKeys>> MakeAsync(int people, IProgress<DemoProgress> progress, CancellationToken ct)
    {
        var password = NewPassword();
        var request = new SetUpOrganizationRequest("Winter & Sons", "Europe/Berlin", "en", OwnerName, OwnerEmail, password, "Acme");
        if (!(await setUp.ExecuteAsync(request, ct)).TryGet(out var made, out var error))
            return error;
        if (!(await FillAsync(made.Owner, made.Workspace, people, progress, password, ct)).TryGet(out var keys, out error))
            return error;
        var owner = await KeyAsync(made.Owner, "owner", OwnerName, OwnerEmail, password, ct);
        return owner.TryGet(out var key, out error) ? keys with { People = [key, .. keys.People] } : error;
    }

    /// <summary>Fills a workspace that is there already.</summary>
    public Task<Result<DemoKeys>> FillAsync(Actor owner, Workspace workspace, IProgress<DemoProgress> progress, CancellationToken ct) =>
        FillAsync(owner, workspace, UsualPeople, progress, NewPassword(), ct);

    private async Task<Result<DemoKeys>> FillAsync(Actor owner, Workspace workspace, int people, IProgress<DemoProgress> progress, string password, CancellationToken ct)
    {
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hash, out var error))
            return error;
        var request = new DemoRequest(owner, workspace, Seed, people, hash);
        if (!(await loader.LoadAsync(request, progress, ct)).TryGet(out var cast, out error))
            return error;
        await IndexAsync(ct);
        var keys = new List<DemoKey>();
        foreach (var (person, role) in Roles(cast))
        {
            var actor = owner with { User = person.User, Role = role == "auditor" ? OrganizationRole.Auditor : OrganizationRole.Member };
            if (!(await KeyAsync(actor, role, person.DisplayName, person.Email, password, ct)).TryGet(out var key, out error))
                return error;
            keys.Add(key);
        }

        return new DemoKeys(workspace.Slug, keys);
    }

    // Months of talk are stored at once, and no event tells of them. There is no keeper where search is off.
    private async Task IndexAsync(CancellationToken ct)
    {
        try
        {
            foreach (var keeper in search)
                await keeper.RequestRebuildAsync(ct);
        }
        catch (OutageException outage)
        {
            log.LogWarning("The demo content cannot be searched yet: {Reason} Build the index when it is there: ./dev search rebuild", outage.Message);
        }
    }

    private static IEnumerable<(DemoPerson Person, string Role)> Roles(DemoCast cast) =>
        cast.Members.Select(member => (member, "member")).Prepend((cast.Auditor, "auditor")).Append((cast.Guest, "guest"));

    private async Task<Result<DemoKey>> KeyAsync(Actor actor, string role, string name, string email, string password, CancellationToken ct)
    {
        var token = await createToken.ExecuteAsync(actor, "demo", null, ct);
        return token.TryGet(out var issued, out var error) ? new DemoKey(role, name, email, password, issued.Secret) : error;
    }

    // Known to whoever filled the organization and to nobody else: demo organizations end up on networks.
    private string NewPassword() => $"demo-{ids.NextSecret()[..14]}";
}
