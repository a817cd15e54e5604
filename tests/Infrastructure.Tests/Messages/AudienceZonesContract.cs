using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

public abstract class AudienceZonesContract(TestInstallation installation)
{
    private IAudienceZones Zones => installation.Get<IAudienceZones>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_counted_in_their_own_zone_or_else_the_organizations_without_guests_and_those_who_are_gone()
    {
        var org = await installation.OrganizationAsync();
        var workspace = await org.AddWorkspaceAsync();
        UserId[] tokyo = [await LivesAsync(org, workspace, "Asia/Tokyo"), await LivesAsync(org, workspace, "Asia/Tokyo")];
        var (berlin, home) = (await LivesAsync(org, workspace, "Europe/Berlin"), await LivesAsync(org, workspace, ""));
        var guest = await LivesAsync(org, workspace, "Asia/Tokyo", WorkspaceRole.Guest);
        var gone = await LivesAsync(org, workspace, "Asia/Tokyo");
        await installation.Get<IPeopleStore>().SetActiveAsync(gone, false, org.Entry(), Ct);

        // Whoever made the workspace is in it, and where the organization is.
        Assert.Equal([("Asia/Tokyo", 2), ("Europe/Berlin", 3)], Said(await Zones.CountAsync(org.Id, workspace, Ct)));
        Assert.Equal([("Asia/Tokyo", 3), ("Europe/Berlin", 2)], Said(await Zones.CountAsync(org.Id, [.. tokyo, berlin, home, guest, gone, new UserId(1)], Ct)));
        Assert.Empty(await Zones.CountAsync(org.Id, [], Ct));
    }

    [Fact]
    public async Task A_workspace_is_counted_once_in_some_minutes_also_when_many_ask_at_once()
    {
        var org = await installation.OrganizationAsync();
        var workspace = await org.AddWorkspaceAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Zones.CountAsync(org.Id, workspace, Ct)));
        await LivesAsync(org, workspace, "Asia/Tokyo");

        Assert.All(asked, counted => Assert.Same(asked[0], counted));
        Assert.Same(asked[0], await Zones.CountAsync(org.Id, workspace, Ct));
        installation.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([("Asia/Tokyo", 1), ("Europe/Berlin", 1)], Said(await Zones.CountAsync(org.Id, workspace, Ct)));
    }

    private static IEnumerable<(string, int)> Said(IReadOnlyDictionary<string, int> counted) => counted.Select(c => (c.Key, c.Value)).Order();

    private async Task<UserId> LivesAsync(TestOrganization org, WorkspaceId workspace, string zone, WorkspaceRole role = WorkspaceRole.Member)
    {
        var person = await org.AddPersonAsync("Zoë Zone", role, workspace);
        await installation.Get<IProfileStore>().ChangeAsync(person.Id, new PersonChange.Hours(null, zone), Ct);
        return person.Id;
    }
}

public sealed class AudienceZonesOnSqliteTests(OnSqlite on) : AudienceZonesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class AudienceZonesOnMariaDbTests(OnMariaDb on) : AudienceZonesContract(on.Installation), IClassFixture<OnMariaDb>;
