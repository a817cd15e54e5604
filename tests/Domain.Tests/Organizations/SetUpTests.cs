using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Organizations;

public sealed class SetUpTests : HouseTests
{
    [Fact]
    public async Task The_owner_finds_an_org_wide_and_a_public_channel()
    {
        var places = (await Use<ListPlaces>().ExecuteAsync(House.Owner, Ct)).Items;
        Assert.Equal(
            [("general", ChannelVisibility.OrgWide), ("random", ChannelVisibility.Public)],
            places.OrderBy(p => p.Head.Name).Select(p => (p.Head.Name, p.Head.Visibility)));
    }

    [Fact]
    public async Task It_happens_once()
    {
        var again = new SetUpOrganizationRequest("Evil", "UTC", "en", "Eve", "eve@example.com", "a long enough one");
        await Error<SetUpResult, Error.Conflict>(Use<SetUpOrganization>().ExecuteAsync(again, Ct));
    }

    [Theory]
    [InlineData("", "UTC", "Olga", "o@example.com", "a long enough one", "organizationName")]
    [InlineData("Acme", "Mars/Olympus", "Olga", "o@example.com", "a long enough one", "timeZone")]
    [InlineData("Acme", "UTC", " ", "o@example.com", "a long enough one", "ownerName")]
    [InlineData("Acme", "UTC", "Olga", "nobody", "a long enough one", "email")]
    [InlineData("Acme", "UTC", "Olga", "o@example.com", "short", "password")]
    public async Task Each_wrong_field_is_named(string name, string zone, string owner, string email, string password, string field)
    {
        var error = await Error<SetUpResult, Error.Invalid>(
            Use<SetUpOrganization>().ExecuteAsync(new SetUpOrganizationRequest(name, zone, "en", owner, email, password), Ct));
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public async Task Only_admins_of_the_organization_make_workspaces_and_a_taken_address_is_a_conflict()
    {
        var member = await House.ArriveAsync("Mia Member");
        await Error<Workspace, Error.Forbidden>(Use<CreateWorkspace>().ExecuteAsync(member, "Mine", null, Ct));
        var made = await Ok(Use<CreateWorkspace>().ExecuteAsync(House.Owner, "Research & Development", null, Ct));
        Assert.Equal("research-development", made.Slug);
        await Error<Workspace, Error.Conflict>(Use<CreateWorkspace>().ExecuteAsync(House.Owner, "Other", made.Slug, Ct));
    }
}
