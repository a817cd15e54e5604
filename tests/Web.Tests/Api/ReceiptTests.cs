using System.Net;
using System.Text;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Web.Api.Receipts;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Receipts as programs get them.</summary>
[Collection(WorldCollection.Name)]
public sealed class ReceiptTests(TestWorld world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_lists_and_positions_tell_who_has_read()
    {
        var channel = await world.ChannelAsync("receipts", ChannelVisibility.Private, world.Ben);
        var posted = await world.PostAsync(world.Ada, channel, "please read");
        var receipts = $"/streams/{channel}/messages/{posted.Seq}/receipts";
        Assert.Equal(world.Ben.Id.ToString(), (string?)Assert.Single((await world.GetAsync(world.Ada, $"{receipts}/notRead"))["items"]!.AsArray())!["user"]);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{channel}/read", new { seq = posted.Seq });

        var list = (await world.GetAsync(world.Ada, $"{receipts}/read?sort=time"))["items"]!.AsArray();
        Assert.Equal(world.Ben.Id.ToString(), (string?)Assert.Single(list)!["user"]);
        Assert.EndsWith("Z", (string?)list[0]!["readAt"], StringComparison.Ordinal);
        Assert.Single((await world.GetAsync(world.Ada, $"{receipts}/read?query=be"))["items"]!.AsArray());
        Assert.Empty((await world.GetAsync(world.Ada, $"{receipts}/read?query=zz"))["items"]!.AsArray());
        Assert.Empty((await world.GetAsync(world.Ada, $"{receipts}/notShared"))["items"]!.AsArray());
        var counts = await world.GetAsync(world.Ada, receipts);
        Assert.Equal((1L, 0L), ((long)counts["counts"]!["read"]!, (long)counts["counts"]!["notRead"]!));
        Assert.True((bool)counts["mayExport"]!);
        var readers = await world.GetAsync(world.Ada, $"/streams/{channel}/readers");
        Assert.Equal(posted.Seq, (long)Assert.Single(readers["positions"]!.AsArray())!["lastReadSeq"]!);
        using var nonsense = await world.SendAsync(world.Ada, HttpMethod.Get, $"{receipts}/1");
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    [Fact]
    public async Task What_came_while_no_device_was_there_has_arrived_when_a_program_connects()
    {
        var (dee, rob) = (await world.JoinAsync("Dee", world.First.Id), await world.JoinAsync("Rob", world.First.Id));
        var chat = (await world.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(dee.Actor, [rob.Id]), Ct)).Value.Id;
        var posted = await world.PostAsync(dee, chat, "are you there?");
        var receipts = $"/streams/{chat}/messages/{posted.Seq}/receipts";
        Assert.Equal(0L, (long)(await world.GetAsync(dee, receipts))["counts"]!["delivered"]!);

        await using var program = await HubProgram.ConnectAsync(world, rob);

        await Eventually.TrueAsync(async () => (long)(await world.GetAsync(dee, receipts))["counts"]!["delivered"]! == 1, "it has arrived");
        Assert.Equal(1L, (long)(await world.GetAsync(dee, receipts))["counts"]!["notRead"]!);
    }

    [Fact]
    public async Task A_workspace_is_marked_as_read_and_what_was_answered_leads_back()
    {
        var channel = await world.ChannelAsync("mark-all", ChannelVisibility.Private, world.Ben);
        var posted = await world.PostAsync(world.Ada, channel, "please read");

        var marked = await world.JsonAsync(world.Ben, HttpMethod.Post, $"/workspaces/{world.First.Id}/read", null);
        var mine = marked["items"]!.AsArray().Single(m => (string?)m!["stream"] == channel.ToString())!;
        Assert.Equal((posted.Seq, 0L), ((long)mine["now"]!["lastReadSeq"]!, (long)mine["now"]!["unread"]!));
        Assert.True((long)mine["before"]! < posted.Seq);

        var back = await world.JsonAsync(world.Ben, HttpMethod.Post, "/read/undo", marked);
        Assert.Equal(marked["items"]!.AsArray().Count, (int)back["places"]!);
        var place = (await world.GetAsync(world.Ben, "/places"))["items"]!.AsArray().Single(p => (string?)p!["head"]!["id"] == channel.ToString())!;
        Assert.Equal((1L, (long)mine["before"]!), ((long)place["unread"]!, (long)place["lastReadSeq"]!));
    }

    [Fact]
    public async Task The_list_of_members_does_not_tell_how_far_they_have_read()
    {
        var channel = await world.ChannelAsync("quiet-members", ChannelVisibility.Private, world.Ben);

        var members = (await world.GetAsync(world.Ben, $"/streams/{channel}/members"))["items"]!.AsArray();

        Assert.All(members, member => Assert.Equal(["joinedSeq", "role", "user"], member!.AsObject().Select(p => p.Key).Order()));
    }

    [Fact]
    public async Task The_table_is_for_author_and_managers()
    {
        var channel = await world.ChannelAsync("table", ChannelVisibility.Private, world.Ben);
        var posted = await world.PostAsync(world.Ada, channel, "please read");
        var address = $"/streams/{channel}/messages/{posted.Seq}/receipts.csv";
        Assert.Equal("receipts.export_not_allowed", await world.RefusedAsync(world.Ben, HttpMethod.Get, address, null, HttpStatusCode.Forbidden));

        using var answer = await world.SendAsync(world.Ada, HttpMethod.Get, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        var lines = (await answer.Content.ReadAsStringAsync(Ct)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("name,handle,title,guest,status,read_by,confirmed_at", lines[0]);
        Assert.StartsWith("Ben,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",no,not read,,", lines[1], StringComparison.Ordinal);
        Assert.Equal(["", ""], [lines[2], string.Concat(lines[3..])]);
    }

    [Theory]
    [InlineData("Ben", "Ben")]
    [InlineData("", "")]
    [InlineData("Bar, Foo", "\"Bar, Foo\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void A_cell_is_text_to_every_reader(string text, string cell) => Assert.Equal(cell, ReceiptTable.Cell(text));

    [Fact]
    public async Task A_table_is_written_line_by_line()
    {
        using var body = new MemoryStream();

        await ReceiptTable.WriteAsync(body, Lines(), Ct);

        Assert.Equal(
            "\uFEFFname,handle,title,guest,status,read_by,confirmed_at\r\nAda,ada,\"Lead, Analytics\",no,read,2026-11-02T09:00:00Z,2026-11-02T09:05:00Z\r\nBo,bo,,yes,not shared,,\r\n",
            Encoding.UTF8.GetString(body.ToArray()));
    }

    private static async IAsyncEnumerable<ReceiptLine> Lines()
    {
        await Task.Yield();
        var at = new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.FromHours(1));
        yield return new ReceiptLine(new Person(new UserId(1), "ada", "Ada", "Lead, Analytics", OrganizationRole.Member, true, false), ReceiptSide.Read, at, at.AddMinutes(5));
        yield return new ReceiptLine(new Person(new UserId(2), "bo", "Bo", "", OrganizationRole.Member, true, true), ReceiptSide.NotShared, null, null);
    }
}
