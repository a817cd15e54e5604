using Collab.Domain.Audit;
using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Expiry;
using Collab.Infrastructure.Holds;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Files;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Holds;

/// <summary>What tests of holds do again and again.</summary>
public abstract class HoldStage(TestInstallation installation) : StoreContract(installation)
{
    internal static readonly HoldScope Nothing = new(false, [], [], null, null);

    private protected IHoldStore Holds => Installation.Get<IHoldStore>();

    private protected IHeldMessages Held => Installation.Get<IHeldMessages>();

    private protected IFileStore Files => Installation.Get<IFileStore>();

    private protected async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync()
    {
        var people = Here.NewPeople(2);
        return (people[0], people[1], await Here.ChannelAsync(people));
    }

    private protected async Task<Hold> PlaceAsync(HoldScope scope)
    {
        var hold = new Hold
        {
            Id = Here.Ids.Next<HoldId>(),
            Organization = Here.Organization,
            Name = "Matter 7",
            Reason = "Säbel 🗡 — “leak”, matter’s",
            Scope = scope,
            PlacedBy = new UserId(5),
            PlacedAt = Installation.Time.GetUtcNow(),
        };
        Assert.True((await Holds.PlaceAsync(hold, EntryOf(hold, AuditActs.HoldPlaced), Ct)).IsOk);
        return hold;
    }

    private protected async Task<Hold> ReleaseAsync(Hold hold)
    {
        var now = Installation.Time.GetUtcNow();
        var release = new HoldRelease(new UserId(6), now, "the matter is closed", new UserId(6), now);
        Assert.True((await Holds.SetReleaseAsync(hold, release, EntryOf(hold, AuditActs.HoldReleased), Ct)).IsOk);
        return hold with { Release = release };
    }

    private protected AuditEntry EntryOf(Hold hold, string act) =>
        new AuditTrail(Installation.Time, Here.Ids).Entry(new Actor(new UserId(5), Here.Organization, OrganizationRole.Admin, "192.0.2.7"), act, hold.Target);

    private protected async Task<HeldMessage?> FindAsync(MessageView message) =>
        (await Held.ListAsync(message.Stream, message.Seq - 1, 1, Ct)) is [var held] && held.Message.Seq == message.Seq ? held : null;

    private protected Task<int> SweepAsync() => Installation.Get<HeldSweep>().RunOnceAsync(Ct);

    private protected Task<int> ExpireAsync() => Installation.Get<ExpirySweep>().RunOnceAsync(Ct);

    private protected async Task<FileView> UploadAsync(StreamId stream, UserId by, string name)
    {
        var (bytes, catalog) = (SampleFiles.Text("a note"), Installation.Get<IFileCatalog>());
        var (seat, id) = (await Here.SeatAsync(stream, by), Here.Ids.Next<FileId>());
        Assert.True((await catalog.BeginAsync(seat, id, name, Ct)).IsOk);
        using var content = new MemoryStream(bytes);
        await Files.PutAsync(new FileKey(seat.Stream.Id, id), content, Ct);
        return (await catalog.CompleteAsync(seat, id, new FileFacts(MediaTypes.Of(bytes, name), bytes.Length, new string('0', 64)), Ct)).Value;
    }

    private protected async Task<bool> HasBytesAsync(StreamId place, FileId file)
    {
        await using var content = await Files.OpenAsync(new FileKey(place, file), Ct);
        return content is not null;
    }
}
