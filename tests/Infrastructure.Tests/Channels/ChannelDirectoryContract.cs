using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Channels;

public abstract class ChannelDirectoryContract(TestInstallation installation)
{
    private static readonly IReadOnlySet<StreamId> None = new HashSet<StreamId>();

    private IChannelDirectory Store => installation.Get<IChannelDirectory>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reserved_channel_leaves_the_task_that_makes_its_stream()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("reserved") with { Topic = "Topics", Purpose = "Purposes" };
        var task = (await org.ReserveAsync(head)).Value;
        var stored = Assert.Single(await installation.Get<IDirectoryTaskStore>().ListDueAsync(TimeSpan.Zero, 100, Ct), t => t.Id == task.Id);
        var work = Assert.IsType<DirectoryWork.MakeStream>(stored.Work);
        Assert.Equivalent(head, work.Stream.Head, strict: true);
        Assert.Equal([new NewSeat(org.Owner, SeatRole.Manager)], work.Stream.Seats);
        var found = Assert.Single(await Store.FindByNamesAsync(org.Workspace, ["reserved", "unknown"], Ct));
        Assert.Equal(("reserved", "Topics", "Purposes", head.Id), (found.Name, found.Topic, found.Purpose, found.Id));
        Assert.Equal(1, await installation.CountAsync("audit_entry", $"target = 'channel:{head.Id}'"));
    }

    [Fact]
    public async Task Of_many_who_want_one_name_one_gets_it()
    {
        var org = await installation.OrganizationAsync();
        var attempts = await Task.WhenAll(Enumerable.Range(1, 10).Select(
            person => Task.Run(() => org.ReserveAsync(org.NewChannel("wanted") with { CreatedBy = new UserId(person) }), Ct)));
        Assert.Single(attempts, a => a.IsOk);
        Assert.All(attempts.Where(a => !a.IsOk), a => Assert.Equal("channel.name_taken", Assert.IsType<Error.Conflict>(a.Error).Code));
        Assert.True((await org.ReserveAsync(org.NewChannel("wanted", workspace: await org.AddWorkspaceAsync()))).IsOk);
    }

    [Fact]
    public async Task Whoever_reserved_a_name_goes_on_with_it_until_the_channel_is_made()
    {
        var org = await installation.OrganizationAsync();
        var first = (await org.ReserveAsync(org.NewChannel("begun"))).Value;

        var again = org.NewChannel("begun");
        Assert.Equivalent(first, (await org.ReserveAsync(again)).Value, strict: true);
        Assert.Equal(0, await installation.CountAsync("audit_entry", $"target = 'channel:{again.Id}'"));
        Assert.Equal("channel.name_taken", (await org.ReserveAsync(again with { CreatedBy = new UserId(77) })).Error?.Code);
        Assert.Equal("channel.name_taken", (await org.ReserveAsync(again with { Visibility = ChannelVisibility.Private })).Error?.Code);
        Assert.Empty(await installation.Get<IDirectoryTaskStore>().ListForAsync(org.Owner, Ct));

        await installation.Get<DirectoryTasks>().RunAsync(first, Ct);
        Assert.Equal("channel.name_taken", (await org.ReserveAsync(again)).Error?.Code);
    }

    [Fact]
    public async Task A_rename_takes_the_name_at_once_and_leaves_the_task()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("before");
        await org.ReserveAsync(head);
        var entry = org.Entry();
        var task = (await Store.RenameAsync(head.Id, "after", org.Owner, entry, Ct)).Value;
        Assert.Equal(new DirectoryWork.RenameStream(head.Id, "after", org.Owner, 1), task.Work);
        Assert.Equal([head.Id], (await Store.FindByNamesAsync(org.Workspace, ["before", "after"], Ct)).Select(c => c.Id));
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.True((await org.ReserveAsync(org.NewChannel("before"))).IsOk);
        Assert.Equal("channel.name_taken", (await Store.RenameAsync(head.Id, "before", org.Owner, org.Entry(), Ct)).Error?.Code);
        Assert.IsType<Error.NotFound>((await Store.RenameAsync(new StreamId(5), "any", org.Owner, org.Entry(), Ct)).Error);
    }

    [Fact]
    public async Task Two_channels_that_want_one_name_at_once_do_not_both_get_it()
    {
        var org = await installation.OrganizationAsync();
        var (one, other) = (org.NewChannel("one"), org.NewChannel("other"));
        await org.ReserveAsync(one);
        await org.ReserveAsync(other);
        var both = await Task.WhenAll(new[] { one.Id, other.Id }.Select(id => Task.Run(() => Store.RenameAsync(id, "prize", org.Owner, org.Entry(), Ct), Ct)));
        Assert.Single(both, r => r.IsOk);
        Assert.Single(both, r => r.Error?.Code == "channel.name_taken");
    }

    [Fact]
    public async Task A_copied_head_only_moves_forward()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("copied");
        await org.ReserveAsync(head);
        await Store.CopyHeadAsync(head with { Version = 3, Topic = "third", ArchivedAt = head.CreatedAt }, Ct);
        await Store.CopyHeadAsync(head with { Version = 2, Topic = "second" }, Ct);
        await Store.CopyHeadAsync(org.NewChannel("unknown") with { Version = 1 }, Ct);
        var stored = Assert.Single(await Store.FindByNamesAsync(org.Workspace, ["copied"], Ct));
        Assert.Equal(("third", true), (stored.Topic, stored.IsArchived));
    }

    [Fact]
    public async Task A_copied_head_does_not_bring_back_an_older_name()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("true-name");
        await org.ReserveAsync(head);
        await Store.CopyHeadAsync(head with { Version = 1, Name = "late-name" }, Ct);
        Assert.Equal([head.Id], (await Store.FindByNamesAsync(org.Workspace, ["true-name", "late-name"], Ct)).Select(c => c.Id));
    }

    [Fact]
    public async Task Browsing_shows_public_channels_and_ones_own_in_pages_by_name()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var mine = org.NewChannel("m-mine", ChannelVisibility.Private, place);
        foreach (var head in new[]
                 {
                     org.NewChannel("a-public", workspace: place), org.NewChannel("z-secret", ChannelVisibility.Private, place), mine,
                     org.NewChannel("wide", ChannelVisibility.OrgWide, place), org.NewChannel("ärger", workspace: place), org.NewChannel("b-public", workspace: place),
                 })
            await org.ReserveAsync(head);

        var seen = new List<string>();
        Cursor? cursor = null;
        do
        {
            var page = await Store.BrowseAsync(place, new ChannelFilter(), new HashSet<StreamId> { mine.Id }, cursor, 2, Ct);
            seen.AddRange(page.Items.Select(c => c.Name));
            cursor = page.Next is null ? null : Cursor.Parse(page.Next.ToString(), "channels").Value;
        }
        while (cursor is not null);
        Assert.Equal(["a-public", "b-public", "m-mine", "wide", "ärger"], seen);
        Assert.Equal(["wide"], (await Store.ListOrgWideAsync(place, Ct)).Select(id => id == default ? "" : "wide"));
    }

    [Fact]
    public async Task Browsing_filters_by_beginning_and_by_archived()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var closed = org.NewChannel("pre-closed", workspace: place);
        foreach (var head in new[] { closed, org.NewChannel("pre-open", workspace: place), org.NewChannel("%pre", workspace: place), org.NewChannel("pre\U0001F600", workspace: place) })
            await org.ReserveAsync(head);
        await Store.CopyHeadAsync(closed with { Version = 1, ArchivedAt = closed.CreatedAt }, Ct);
        Assert.Equal(["pre-open", "pre\U0001F600"], await NamesAsync(place, new ChannelFilter("pre")));
        Assert.Equal(["pre-closed"], await NamesAsync(place, new ChannelFilter("pre", Show: ChannelShow.Archived)));
        Assert.Equal(["%pre"], await NamesAsync(place, new ChannelFilter("%")));
    }

    [Fact]
    public async Task Browsing_finds_a_part_of_a_name_and_takes_no_sign_for_a_wildcard()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        foreach (var name in new[] { "north-plans", "plans", "old_plans", "oldxplans" })
            await org.ReserveAsync(org.NewChannel(name, workspace: place));
        Assert.Equal(["north-plans", "old_plans", "oldxplans", "plans"], await NamesAsync(place, new ChannelFilter(NamePart: "plan")));
        Assert.Equal(["old_plans"], await NamesAsync(place, new ChannelFilter(NamePart: "d_p")));
        Assert.Empty(await NamesAsync(place, new ChannelFilter(NamePart: "%")));
    }

    [Fact]
    public async Task Browsing_shows_the_asked_kind_only()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var (open, joined, own) = (org.NewChannel("a-open", workspace: place), org.NewChannel("b-joined", workspace: place), org.NewChannel("c-own", ChannelVisibility.Private, place));
        foreach (var head in new[] { open, joined, own, org.NewChannel("d-secret", ChannelVisibility.Private, place) })
            await org.ReserveAsync(head);
        var mine = new HashSet<StreamId> { joined.Id, own.Id };
        async Task<string> Shown(ChannelShow show) =>
            string.Join(' ', (await Store.BrowseAsync(place, new ChannelFilter(Show: show), mine, null, 50, Ct)).Items.Select(c => c.Name));
        Assert.Equal("a-open b-joined c-own", await Shown(ChannelShow.Open));
        Assert.Equal("a-open", await Shown(ChannelShow.NotJoined));
        Assert.Equal("b-joined c-own", await Shown(ChannelShow.Joined));
        Assert.Equal("c-own", await Shown(ChannelShow.Private));
        Assert.Equal("", await Shown(ChannelShow.Archived));
    }

    private async Task<IEnumerable<string>> NamesAsync(WorkspaceId place, ChannelFilter filter) =>
        (await Store.BrowseAsync(place, filter, None, null, 50, Ct)).Items.Select(c => c.Name);
}

public sealed class ChannelDirectoryOnSqliteTests(OnSqlite on) : ChannelDirectoryContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ChannelDirectoryOnMariaDbTests(OnMariaDb on) : ChannelDirectoryContract(on.Installation), IClassFixture<OnMariaDb>;
