using System.Net;
using Collab.Domain.Channels;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Asking for confirmation, confirming and reminding, as programs do.</summary>
[Collection(WorldCollection.Name)]
public sealed class ConfirmationTests(TestWorld world)
{
    [Fact]
    public async Task One_asks_another_confirms_and_the_lists_tell()
    {
        var channel = await world.ChannelAsync("rules", ChannelVisibility.Private, world.Ben);
        var deadline = TimeProvider.System.GetUtcNow().AddDays(200);
        var posted = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "The new rules", confirmation = new { deadline } }, HttpStatusCode.Created);
        var message = $"/streams/{channel}/messages/{posted["seq"]}";
        Assert.NotNull(posted["confirmation"]!["deadline"]);
        Assert.Equal(1, (int)(await world.GetAsync(world.Ada, $"{message}/receipts"))["confirmations"]!["notConfirmed"]!);

        var confirmed = await world.JsonAsync(world.Ben, HttpMethod.Put, $"{message}/confirmation", null);
        Assert.Equal((string?)confirmed["at"], (string?)(await world.JsonAsync(world.Ben, HttpMethod.Put, $"{message}/confirmation", null))["at"]);

        var listed = Assert.Single((await world.GetAsync(world.Ada, $"{message}/receipts/confirmed?sort=time"))["items"]!.AsArray());
        Assert.Equal((world.Ben.Id.ToString(), (string?)confirmed["at"]), ((string?)listed!["user"], (string?)listed["confirmedAt"]));
        Assert.Empty((await world.GetAsync(world.Ada, $"{message}/receipts/notConfirmed"))["items"]!.AsArray());
        var mine = Assert.Single((await world.GetAsync(world.Ben, $"/streams/{channel}/messages"))["confirmed"]!.AsArray());
        Assert.Equal((string?)confirmed["at"], (string?)mine!["at"]);
        Assert.Equal("confirmation.all_confirmed", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"{message}/confirmation/reminders", null, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Those_who_have_not_are_reminded_once_an_hour_by_whoever_asked()
    {
        var channel = await world.ChannelAsync("reminded-rules", ChannelVisibility.Private, world.Ben);
        var posted = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "The new rules", confirmation = new { } }, HttpStatusCode.Created);
        var reminders = $"/streams/{channel}/messages/{posted["seq"]}/confirmation/reminders";
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/read", new { seq = (long)posted["seq"]! });
        Assert.Equal("confirmation.remind_not_allowed", await world.RefusedAsync(world.Ben, HttpMethod.Post, reminders, null, HttpStatusCode.Forbidden));

        var reminded = await world.JsonAsync(world.Ada, HttpMethod.Post, reminders, null);

        Assert.NotNull(reminded["confirmation"]!["remindedAt"]);
        Assert.Equal("confirmation.reminded_lately", await world.RefusedAsync(world.Ada, HttpMethod.Post, reminders, null, HttpStatusCode.Conflict));
        var state = await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/read", new { seq = (long)posted["seq"]! });
        Assert.Equal((0L, 1L), ((long)state["unread"]!, (long)state["mentions"]!));
    }

    [Fact]
    public async Task What_does_not_ask_is_not_confirmed_and_what_makes_no_sense_is_refused()
    {
        var channel = await world.ChannelAsync("plain-rules", ChannelVisibility.Private, world.Ben);
        var plain = await world.PostAsync(world.Ada, channel, "asks nothing");
        var message = $"/streams/{channel}/messages/{plain.Seq}";
        await world.RefusedAsync(world.Ben, HttpMethod.Put, $"{message}/confirmation", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Ada, HttpMethod.Post, $"{message}/confirmation/reminders", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Ada, HttpMethod.Get, $"{message}/receipts/confirmed", null, HttpStatusCode.NotFound);

        Assert.Equal("confirmation.deadline_past", await AskAsync(TimeProvider.System.GetUtcNow().AddYears(-10)));
        Assert.Equal("confirmation.deadline_far", await AskAsync(TimeProvider.System.GetUtcNow().AddYears(10)));

        Task<string> AskAsync(DateTimeOffset deadline) =>
            world.RefusedAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "x", confirmation = new { deadline } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Outsiders_find_nothing()
    {
        var channel = await world.ChannelAsync("secret-rules", ChannelVisibility.Private);
        var posted = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{channel}/messages", new { text = "The new rules", confirmation = new { } }, HttpStatusCode.Created);
        var message = $"/streams/{channel}/messages/{posted["seq"]}";

        await world.RefusedAsync(world.Ben, HttpMethod.Put, $"{message}/confirmation", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Ben, HttpMethod.Post, $"{message}/confirmation/reminders", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Ben, HttpMethod.Get, $"{message}/receipts/confirmed", null, HttpStatusCode.NotFound);
    }
}
