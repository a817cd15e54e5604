using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

/// <summary>The disk of a shard fills up while people write, and gets room again.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_data_folder_without_room_says_so_and_keeps_what_it_has()
    {
        await using var installation = new SqliteInstallation();
        await using var disk = await SmallDisk.MountAsync(installation.Folder, 12, null, Ct);
        await installation.StartAsync(Ct);
        await FillAsync(installation, bucket: 0, () => disk.GrowAsync(64, Ct));
    }

    [Fact]
    public async Task A_server_without_room_says_so_and_keeps_what_it_has()
    {
        await using var server = await MariaDbServer.StartAsync(ct: Ct);
        await using var installation = new NamedInstallation(server);
        await installation.SettingsAsync(Ct); // makes the databases
        var owner = Environment.UserName == "root" ? "mysql" : null;
        await using var disk = await SmallDisk.MountAsync(Path.Combine(server.DataFolder, NamedInstallation.DatabaseOf("shard-0")), 6, owner, Ct);
        await installation.StartAsync(Ct);
        await FillAsync(installation, bucket: 0, () => disk.GrowAsync(64, Ct));
    }

    private static async Task FillAsync(TestInstallation installation, short bucket, Func<Task> grow)
    {
        var organization = await installation.OrganizationAsync();
        var here = new Stage(installation.Services);
        var head = organization.NewChannel("filled") with { Id = here.Ids.NextIn<StreamId>(new Bucket(bucket)) };
        var task = (await organization.ReserveAsync(head)).Value;
        Assert.True((await installation.Get<Domain.Channels.DirectoryTasks>().RunAsync(task, Ct)).IsOk);

        var (stored, refused) = await PostUntilRefusedAsync(here, head.Id, organization.Owner);
        Assert.Equal("storage.full", refused.Code);
        Assert.Equal(stored.Select(m => m.Id), (await here.HistoryAsync(head.Id)).Select(m => m.Id));
        var seat = await here.SeatAsync(head.Id, organization.Owner);
        var edits = new List<Result<MessageView>>();
        for (var i = 0; i < 20; i++)
            edits.Add(await installation.Get<IMessageStore>().EditAsync(seat, 1, here.Message(Long, $"edit-{i}"), Ct));
        Assert.All(edits.Where(e => !e.IsOk), e => Assert.Equal("storage.full", e.Error!.Code)); // it is no success

        await grow();
        Assert.Equal(stored.Count + 1, (await here.PostAsync(head.Id, organization.Owner, "there is room again")).Seq);
        Assert.Equal(Enumerable.Range(1, stored.Count + 1).Select(i => (long)i), (await here.HistoryAsync(head.Id)).Select(m => m.Seq));
        Assert.Empty(await ContentCheck.FaultsOfAsync(installation.Get<StorageLayout>(), Ct));
    }

    // Short enough to lie in its row: when there is no room for a text of its own pages, MariaDB 10.11 itself breaks down.
    private static string Long { get; } = new('x', 1500);

    private static async Task<(List<MessageView> Stored, Error Refused)> PostUntilRefusedAsync(Stage here, StreamId stream, UserId by)
    {
        var stored = new List<MessageView>();
        while (true)
        {
            var posted = await here.TryPostAsync(stream, by, here.Message(Long));
            if (!posted.TryGet(out var message, out var error))
                return (stored, error);
            stored.Add(message);
            Assert.InRange(stored.Count, 1, 5000);
        }
    }
}
