using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Channels;

public abstract class DirectoryTaskContract(TestInstallation installation)
{
    private IDirectoryTaskStore Store => installation.Get<IDirectoryTaskStore>();

    private DirectoryTaskWorker Worker => ActivatorUtilities.CreateInstance<DirectoryTaskWorker>(installation.Services);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_left_to_its_maker_for_half_a_minute_and_then_done_by_the_worker()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("abandoned");
        var task = (await org.ReserveAsync(head)).Value;
        await Worker.RunOnceAsync(Ct);
        Assert.True(await IsOpenAsync(task.Id));
        Assert.Null(await installation.Get<IStreamStore>().FindAsync(head.Id, org.Owner, Ct));

        installation.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await Worker.RunOnceAsync(Ct) >= 1);
        Assert.False(await IsOpenAsync(task.Id));
        var made = await installation.Get<IStreamStore>().FindAsync(head.Id, org.Owner, Ct);
        Assert.Equal(("abandoned", SeatRole.Manager), (made?.Head.Name, made?.Seat?.Role));
    }

    [Fact]
    public async Task An_org_wide_channel_seats_the_workspace_and_whoever_comes_later()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var (before, guest) = (await org.AddPersonAsync("Early Bird", workspace: place), await org.AddPersonAsync("Gus Guest", WorkspaceRole.Guest, place));
        var channel = await org.AddChannelAsync("everybody", ChannelVisibility.OrgWide, place);
        var after = await org.AddPersonAsync("Late Comer", workspace: place);
        installation.Time.Advance(TimeSpan.FromSeconds(31));
        await Worker.RunOnceAsync(Ct);
        var seated = await installation.Get<ISeatStore>().WhoIsSeatedAsync(channel, [org.Owner, before.Id, guest.Id, after.Id], Ct);
        Assert.Equal(new[] { org.Owner, before.Id, after.Id }.Order(), seated.Order());
    }

    [Fact]
    public async Task Whoever_makes_an_org_wide_channel_waits_for_the_first_of_a_large_workspace_and_not_for_the_rest()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var people = new List<UserId>();
        for (var i = 0; i < DirectoryTasks.SeatsPerStep + 5; i++)
        {
            people.Add((await org.AddPersonAsync($"Person {i}", workspace: place)).Id);
            // Their arrival left tasks too; those of other tests must not wait behind them.
            foreach (var arrival in await Store.ListForAsync(people[^1], Ct))
                await Store.CompleteAsync(arrival.Id, Ct);
        }

        var head = org.NewChannel("all-of-us", ChannelVisibility.OrgWide, place);
        var task = (await org.ReserveAsync(head)).Value;

        Assert.True((await installation.Get<DirectoryTasks>().BeginAsync(task, Ct)).IsOk);

        Assert.InRange((await installation.Get<ISeatStore>().WhoIsSeatedAsync(head.Id, people, Ct)).Count, DirectoryTasks.SeatsPerStep - 1, DirectoryTasks.SeatsPerStep);
        Assert.True(await IsOpenAsync(task.Id));
        Assert.True(await Worker.RunOnceAsync(Ct) >= 1);
        Assert.Equal(people.Count, (await installation.Get<ISeatStore>().WhoIsSeatedAsync(head.Id, people, Ct)).Count);
        Assert.False(await IsOpenAsync(task.Id));
    }

    [Fact]
    public async Task A_channel_that_is_archived_before_everybody_is_seated_leaves_no_task_that_fails_for_ever()
    {
        var org = await installation.OrganizationAsync();
        var head = org.NewChannel("closed-soon", ChannelVisibility.OrgWide, await org.AddWorkspaceAsync());
        var task = (await org.ReserveAsync(head)).Value;
        var streams = installation.Get<IStreamStore>();
        Assert.True((await streams.CreateAsync(new NewStream(head, [new NewSeat(org.Owner, SeatRole.Manager)]), Ct)).IsOk);
        var seat = await streams.SeatAsync(head.Id, org.Owner, Ct);
        Assert.True((await streams.ChangeAsync(seat, new StreamChange { Archived = true }, Ct)).IsOk);

        Assert.True((await installation.Get<DirectoryTasks>().RunAsync(task, Ct)).IsOk);

        Assert.False(await IsOpenAsync(task.Id));
    }

    [Fact]
    public async Task A_renamed_channel_has_its_new_name_in_its_stream()
    {
        var org = await installation.OrganizationAsync();
        var channel = await org.AddChannelAsync("old-name");
        await installation.Get<IChannelDirectory>().RenameAsync(channel, "new-name", org.Owner, org.Entry(), Ct);
        installation.Time.Advance(TimeSpan.FromSeconds(31));
        await Worker.RunOnceAsync(Ct);
        Assert.Equal("new-name", (await installation.Get<IStreamStore>().FindAsync(channel, org.Owner, Ct))?.Head.Name);
    }

    [Fact]
    public async Task Of_renames_that_reach_the_stream_in_the_wrong_order_the_later_one_stands()
    {
        var org = await installation.OrganizationAsync();
        var channel = await org.AddChannelAsync("name-0");
        var (directory, tasks) = (installation.Get<IChannelDirectory>(), installation.Get<DirectoryTasks>());
        var renames = new List<DirectoryTask>();
        for (var i = 1; i <= 3; i++)
            renames.Add((await directory.RenameAsync(channel, $"name-{i}", org.Owner, org.Entry(), Ct)).Value);

        Assert.True((await tasks.RunAsync(renames[2], Ct)).IsOk);
        Assert.True((await tasks.RunAsync(renames[0], Ct)).IsOk);
        Assert.True((await tasks.RunAsync(renames[1], Ct)).IsOk);

        var found = await installation.Get<IStreamStore>().FindAsync(channel, org.Owner, Ct);
        Assert.Equal("name-3", found?.Head.Name);
        Assert.Equal([channel], (await directory.FindByNamesAsync(org.Workspace, ["name-3"], Ct)).Select(c => c.Id));
        foreach (var task in renames)
            Assert.False(await IsOpenAsync(task.Id));
    }

    [Fact]
    public async Task A_task_that_fails_comes_again_later_and_later_with_its_error()
    {
        var org = await installation.OrganizationAsync();
        var task = (await org.ReserveAsync(org.NewChannel("failing"))).Value;
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 14; i++)
        {
            await Store.FailAsync(task.Id, new string('e', 2000), Ct);
            var row = await installation.ReadAsync(c => c.Tasks.SingleAsync(t => t.TaskId == task.Id, Ct));
            Assert.Equal((i + 1, 500), (row.Attempts, row.Error?.Length));
            pauses.Add(row.DueAt - installation.Time.GetUtcNow());
        }

        Assert.Equal(TimeSpan.FromSeconds(5), pauses[0]);
        Assert.Equal(TimeSpan.FromSeconds(10), pauses[1]);
        Assert.Equal(TimeSpan.FromHours(1), pauses[^1]);
        await Store.CompleteAsync(task.Id, Ct);
        await Store.FailAsync(task.Id, "gone", Ct);
        Assert.False(await IsOpenAsync(task.Id));
    }

    [Fact]
    public async Task A_task_that_cannot_be_done_keeps_its_error_and_does_not_hold_up_the_others()
    {
        var org = await installation.OrganizationAsync();
        var channel = org.NewChannel("never-made");
        var making = (await org.ReserveAsync(channel)).Value;
        await Store.CompleteAsync(making.Id, Ct);
        var renaming = (await installation.Get<IChannelDirectory>().RenameAsync(channel.Id, "never-renamed", org.Owner, org.Entry(), Ct)).Value;
        var other = (await org.ReserveAsync(org.NewChannel("goes-on"))).Value;
        installation.Time.Advance(TimeSpan.FromSeconds(31));
        await Worker.RunOnceAsync(Ct);
        var row = await installation.ReadAsync(c => c.Tasks.SingleAsync(t => t.TaskId == renaming.Id, Ct));
        Assert.Equal((1, "task.not_ready: The stream is not made yet."), (row.Attempts, row.Error));
        Assert.False(await IsOpenAsync(other.Id));
    }

    [Fact]
    public async Task Due_tasks_come_oldest_first_and_no_more_than_asked_for()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        for (var i = 0; i < 3; i++)
        {
            await org.ReserveAsync(org.NewChannel($"queue-{i}", workspace: place));
            installation.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var all = await Store.ListDueAsync(TimeSpan.Zero, 1000, Ct);
        Assert.Equal(all.Select(t => t.Id).Order(), all.Select(t => t.Id));
        Assert.Equal(all.Take(2), await Store.ListDueAsync(TimeSpan.Zero, 2, Ct), (a, b) => a.Id == b.Id);
    }

    private async Task<bool> IsOpenAsync(TaskId task) => await installation.CountAsync("directory_task", $"task_id = {task}") == 1;
}

public sealed class DirectoryTaskOnSqliteTests(OnSqlite on) : DirectoryTaskContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class DirectoryTaskOnMariaDbTests(OnMariaDb on) : DirectoryTaskContract(on.Installation), IClassFixture<OnMariaDb>;
