using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Channels;
using Collab.Support;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>What programs say of themselves and see of others: presence, statuses, profiles, contacts.</summary>
[Collection(WorldCollection.Name)]
public sealed class StatusTests(TestWorld world)
{
    [Fact]
    public async Task A_status_is_set_seen_and_cleared()
    {
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/status", new { emoji = "house", text = "at home", pausesNotifications = true });
        var look = Assert.Single((await world.GetAsync(world.Ada, $"/people/presence?person={world.Ben.Id}&person={world.Oda.Id}&person=1"))["items"]!.AsArray(), l => (string?)l!["person"] == world.Ben.Id.ToString());
        Assert.Equal(("🏠", "at home", true), ((string?)look!["status"]!["emoji"], (string?)look["status"]!["text"], (bool?)look["hasPaused"]));

        await world.JsonAsync(world.Ben, HttpMethod.Delete, "/me/status");
        Assert.Null((await world.GetAsync(world.Ada, $"/people/{world.Ben.Id}"))["status"]);
        Assert.Equal("status.end", await world.RefusedAsync(world.Ben, HttpMethod.Put, "/me/status", new { text = "x", until = "2020-01-01T00:00:00Z" }, HttpStatusCode.BadRequest, "until"));
    }

    [Fact]
    public async Task Pauses_hours_and_away_are_set_and_ended()
    {
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/pause", new { until = TimeProvider.System.GetUtcNow().AddHours(1) });
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/hours", new { hours = "mon 09:00-18:00", timeZone = "Europe/Berlin" });
        var ben = await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/away", new { away = true });
        Assert.Equal(("mon 09:00-18:00", "Europe/Berlin", true), ((string?)ben["hours"], (string?)ben["timeZone"], (bool?)ben["isAway"]));
        Assert.Equal("hours.invalid", await world.RefusedAsync(world.Ben, HttpMethod.Put, "/me/hours", new { hours = "always", timeZone = "UTC" }, HttpStatusCode.BadRequest, "hours"));

        await world.JsonAsync(world.Ben, HttpMethod.Delete, "/me/pause");
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/away", new { away = false });
        ben = await world.JsonAsync(world.Ben, HttpMethod.Delete, "/me/hours");
        Assert.Equal((null, null, false), ((string?)ben["hours"], (string?)ben["pausedUntil"], (bool?)ben["isAway"]));
    }

    [Fact]
    public async Task A_profile_is_changed_found_and_not_there_for_outsiders()
    {
        await world.JsonAsync(world.Ben, HttpMethod.Put, "/me/profile", new { displayName = "Ben", title = "Gardener", department = "Gardens", location = "Kew", manager = world.Ada.Id.ToString() });
        var profile = await world.GetAsync(world.Ada, $"/people/{world.Ben.Id}/profile");
        Assert.Equal((world.Ada.Id.ToString(), "Gardens"), ((string?)profile["manager"]!["id"], (string?)profile["person"]!["department"]));
        Assert.Contains((await world.GetAsync(world.Ben, $"/people/{world.Ada.Id}/profile"))["reports"]!.AsArray(), r => (string?)r!["id"] == world.Ben.Id.ToString());
        var found = await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people?department=Gardens&location=Kew");
        Assert.Equal([world.Ben.Id.ToString()], Ids(found));
        Assert.Contains("Gardens", (await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people/values"))["departments"]!.AsArray().Select(d => (string?)d));
        Assert.Empty((await world.GetAsync(world.Guss, $"/workspaces/{world.First.Id}/people/values"))["departments"]!.AsArray());
        await world.RefusedAsync(world.Oda, HttpMethod.Get, $"/people/{world.Ben.Id}/profile", null, HttpStatusCode.NotFound);
        Assert.Empty((await world.GetAsync(world.Oda, $"/people/presence?person={world.Ben.Id}"))["items"]!.AsArray());
        await world.RefusedAsync(world.Oda, HttpMethod.Put, $"/me/contacts/{world.Ben.Id}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_policy_is_everybodys_to_read_and_the_admins_to_change()
    {
        Assert.Equal("organization.admins_only_policy", await world.RefusedAsync(
            world.Ben, HttpMethod.Put, "/organization/people-policy", new { showsLastSeen = true, @fixed = Array.Empty<string>() }, HttpStatusCode.Forbidden));
        await world.JsonAsync(world.Ada, HttpMethod.Put, "/organization/people-policy", new { showsLastSeen = true, @fixed = new[] { "pronouns" } }, HttpStatusCode.NoContent);
        var policy = await world.GetAsync(world.Ben, "/organization/people-policy");
        Assert.Equal((true, "pronouns"), ((bool?)policy["showsLastSeen"], (string?)Assert.Single(policy["fixed"]!.AsArray())));
        await world.JsonAsync(world.Ada, HttpMethod.Put, "/organization/people-policy", new { showsLastSeen = false, @fixed = Array.Empty<string>() }, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Contacts_are_the_people_of_chats_and_favourites()
    {
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/me/contacts/{world.Guss.Id}", null, HttpStatusCode.NoContent);
        var contacts = (await world.GetAsync(world.Ada, "/me/contacts"))["items"]!.AsArray();
        Assert.Contains(contacts, c => (string?)c!["person"]!["id"] == world.Guss.Id.ToString() && (bool)c["isFavourite"]! && (bool)c["person"]!["isGuest"]!);
        Assert.Contains(contacts, c => (string?)c!["person"]!["id"] == world.Ben.Id.ToString() && !(bool)c["isFavourite"]!);

        await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/me/contacts/{world.Guss.Id}", null, HttpStatusCode.NoContent);
        Assert.DoesNotContain((await world.GetAsync(world.Ada, "/me/contacts"))["items"]!.AsArray(), c => (string?)c!["person"]!["id"] == world.Guss.Id.ToString());
    }

    [Fact]
    public async Task Whoever_is_connected_is_counted_listed_and_found()
    {
        var channel = await world.ChannelAsync("whos-there", ChannelVisibility.Public, world.Ben);
        var joiner = await world.JoinAsync("Jo", world.First.Id, Domain.Workspaces.WorkspaceRole.Member, channel);
        Assert.DoesNotContain(joiner.Id.ToString(), Ids(await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people?online=true&query=jo")));

        await using var program = await HubProgram.ConnectAsync(world, joiner);

        // Others may still be going: what is counted is what is listed, and she is among them.
        await Eventually.TrueAsync(
            async () =>
            {
                var listed = (await world.GetAsync(world.Ada, $"/streams/{channel}/members?filter=online"))["items"]!.AsArray().Select(s => (string?)s!["user"]).ToArray();
                var found = Ids(await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people?online=true&query=jo"));
                return found.Contains(joiner.Id.ToString()) && listed.Contains(joiner.Id.ToString()) && (int)(await world.GetAsync(world.Ada, $"/streams/{channel}/online"))["online"]! == listed.Length;
            },
            "she is listed and counted");
        Assert.Equal(3, (int)(await world.GetAsync(world.Ada, $"/streams/{channel}/online"))["members"]!);
        foreach (var address in new[] { "filter=online", "filter=online&query=jo" })
            Assert.Contains((await world.GetAsync(world.Ada, $"/streams/{channel}/members?{address}"))["items"]!.AsArray(), s => (string?)s!["user"] == joiner.Id.ToString());
        Assert.Equal([joiner.Id.ToString()], Ids(await world.GetAsync(world.Ada, $"/workspaces/{world.First.Id}/people?online=true&query=jo")));
        Assert.Equal("online", (string?)(await world.GetAsync(world.Ada, $"/people/{joiner.Id}/profile"))["look"]!["presence"]);
    }

    private static IEnumerable<string?> Ids(JsonNode page) => page["items"]!.AsArray().Select(p => (string?)p!["id"]);
}
