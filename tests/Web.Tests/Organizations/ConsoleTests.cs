using System.Net;
using System.Text.RegularExpressions;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Web.Components.Organization;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Organizations;

/// <summary>The organization's console is there for those who run the organization and for auditors, each with their own pages, and for nobody else.</summary>
public sealed partial class ConsoleTests(ConsoleTests.World world) : IClassFixture<ConsoleTests.World>
{
    public static TheoryData<string> Addresses => ["/org", "/org/", .. OrganizationPages.All.Select(page => $"/org/{page.Name}")];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Each_page_is_there_for_its_roles_and_for_others_what_an_unknown_address_gives(string address)
    {
        var name = address["/org".Length..].Trim('/');
        foreach (var person in new[] { world.Ada, world.Ned, world.Iva, world.Ben, world.Guss })
        {
            if (OrganizationPages.All.Any(page => (name.Length == 0 || page.Name == name) && page.Roles.Contains(person.Actor.Role)))
            {
                Assert.Equal(HttpStatusCode.OK, (await GetAsync(person, address)).Status);
                continue;
            }

            var unknown = await GetAsync(person, "/no/such/page");
            Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
            Assert.Equal(unknown, await GetAsync(person, address));
        }
    }

    [Fact]
    public void Members_see_no_page_and_what_auditors_see_no_admin_sees()
    {
        Assert.Empty(OrganizationPages.Of(OrganizationRole.Member));
        Assert.Equal(["audit-search", "roaming"], OrganizationPages.Of(OrganizationRole.Auditor).Select(page => page.Name));
        Assert.DoesNotContain(OrganizationPages.Of(OrganizationRole.Admin), page => page.Name is "audit-search" or "roaming");
        Assert.Equal(OrganizationPages.All, OrganizationPages.Of(OrganizationRole.Owner));
    }

    [Theory]
    [InlineData("/org/nothing")]
    [InlineData("/org/nodes/1")]
    public async Task A_page_that_is_not_there_is_unknown_to_owners_as_well(string address) =>
        Assert.Equal(await GetAsync(world.Ada, "/no/such/page"), await GetAsync(world.Ada, address));

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_whatever_the_page_is_called()
    {
        foreach (var page in new[] { "nodes", "nothing" })
        {
            using var client = world.Http();
            using var answer = await client.GetAsync(new Uri($"/org/{page}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal($"/signin?return=%2Forg%2F{page}", answer.Headers.Location?.ToString());
        }
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(TestPerson person, string address)
    {
        using var client = world.Http();
        client.DefaultRequestHeaders.Add("Cookie", await world.CookieOfAsync(person));
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, Trace().Replace(page, "TRACE"));
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();

    public sealed class World : TestWorld
    {
        /// <summary>An admin.</summary>
        public TestPerson Ned { get; private set; } = default!; // set when the world is made

        /// <summary>An auditor.</summary>
        public TestPerson Iva { get; private set; } = default!; // set when the world is made

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Ned = await WithRoleAsync("Ned", OrganizationRole.Admin);
            Iva = await WithRoleAsync("Iva", OrganizationRole.Auditor);
        }

        private async Task<TestPerson> WithRoleAsync(string name, OrganizationRole role)
        {
            var person = await JoinAsync(name, First.Id);
            Ok(await Get<SetOrganizationRole>().ExecuteAsync(Ada.Actor, person.Id, role, Ct));
            return person with { Actor = person.Actor with { Role = role } };
        }
    }
}
