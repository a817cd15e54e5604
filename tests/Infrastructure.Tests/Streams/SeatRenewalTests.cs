using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>Every act below holds a seat that was right when it was made, and is refused because it is not any more.</summary>
public abstract class SeatRenewalContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task A_manager_who_is_none_any_more_removes_and_promotes_nobody()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy);
        await Here.Seats.SetRoleAsync(await Here.SeatAsync(stream, ada), bo, SeatRole.Manager, Here.Audit(ada), Ct);
        var held = await Here.SeatAsync(stream, bo);
        await Here.Seats.SetRoleAsync(await Here.SeatAsync(stream, ada), bo, SeatRole.Member, Here.Audit(ada), Ct);

        Assert.Equal("stream.managers_only", (await Here.Seats.RemoveAsync(held, cy, null, Ct)).Error?.Code);
        Assert.Equal("stream.managers_only", (await Here.Seats.SetRoleAsync(held, cy, SeatRole.Manager, Here.Audit(bo), Ct)).Error?.Code);
        Assert.Equal("stream.managers_only", (await Here.Streams.ChangeAsync(held, new StreamChange { Archived = true }, Ct)).Error?.Code);

        Assert.Equal((SeatRole.Member, true), ((await Here.SeatViewAsync(stream, cy))!.Role, (await Here.SeatViewAsync(stream, cy))!.IsActive));
        Assert.Null((await Here.HeadAsync(stream)).ArchivedAt);
        Assert.True((await Here.Seats.RemoveAsync(held, bo, null, Ct)).Value); // one may always leave
    }

    [Fact]
    public async Task One_who_was_removed_lets_nobody_in_and_sets_no_topic()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var secret = await Here.MakeAsync(Here.Channel(ada) with { Visibility = ChannelVisibility.Private }, ada, bo);
        var open = await Here.ChannelAsync(ada, bo);
        var chat = await Here.ChatAsync(ada, bo, cy);
        foreach (var (stream, code) in new[] { (secret, "not_found"), (open, "stream.not_joined"), (chat, "not_found") })
        {
            var held = await Here.SeatAsync(stream, bo);
            await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, stream == chat ? bo : ada), bo, null, Ct);

            Assert.Equal(code, (await Here.Seats.AddAsync(held, [new NewSeat(Here.NewPerson(), SeatRole.Member)], null, Ct)).Error?.Code);
            Assert.Equal(code, (await Here.Streams.ChangeAsync(held, new StreamChange { Topic = "still here" }, Ct)).Error?.Code);
            Assert.Equal("", (await Here.HeadAsync(stream)).Topic);
        }
    }

    [Fact]
    public async Task Of_two_managers_who_remove_each_other_at_once_one_stays_a_manager()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, cy);
        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Manager)], null, Ct);
        var (hers, his) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));

        var both = await Task.WhenAll(
            Task.Run(() => Here.Seats.RemoveAsync(hers, bo, null, Ct), Ct), Task.Run(() => Here.Seats.RemoveAsync(his, ada, null, Ct), Ct));

        Assert.Single(both, r => r.IsOk);
        Assert.Equal("stream.managers_only", Assert.Single(both, r => !r.IsOk).Error?.Code);
        Assert.Equal(2, (await Here.HeadAsync(stream)).MemberCount);
    }

    [Fact]
    public async Task Of_two_managers_who_take_the_role_from_each_other_at_once_one_keeps_it()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Manager)], null, Ct);
        var (hers, his) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));

        var both = await Task.WhenAll(
            Task.Run(() => Here.Seats.SetRoleAsync(hers, bo, SeatRole.Member, Here.Audit(ada), Ct), Ct),
            Task.Run(() => Here.Seats.SetRoleAsync(his, ada, SeatRole.Member, Here.Audit(bo), Ct), Ct));

        Assert.Single(both, r => r.IsOk);
        Assert.Equal("stream.managers_only", Assert.Single(both, r => !r.IsOk).Error?.Code);
    }

    [Fact]
    public async Task Joining_twice_at_once_is_joining_once()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        var held = await Here.SeatAsync(stream, bo);

        Assert.Equal([bo], (await Here.Seats.AddAsync(held, [new NewSeat(bo, SeatRole.Member)], null, Ct)).Value);
        Assert.Empty((await Here.Seats.AddAsync(held, [new NewSeat(bo, SeatRole.Member)], null, Ct)).Value);
    }

    [Fact]
    public async Task A_workspace_admin_who_is_none_any_more_manages_no_channel()
    {
        var org = await Installation.OrganizationAsync();
        var (admin, member) = (await org.AddPersonAsync("Al Admin", WorkspaceRole.Admin), await org.AddPersonAsync("Mo Member"));
        var stream = await org.AddChannelAsync("run-by-admins");
        await Here.Seats.AddAsync(stream, org.Owner, [new NewSeat(member.Id, SeatRole.Member)], null, Ct);
        var held = await EnterAsync(admin, org, stream);
        Assert.True(held.Allows(Rights.Manage));
        await Installation.Get<IWorkspaceStore>().SetRoleAsync(org.Workspace, admin.Id, WorkspaceRole.Member, org.Entry(), Ct);

        Assert.Equal("stream.managers_only", (await Here.Seats.RemoveAsync(held, member.Id, null, Ct)).Error?.Code);
        Assert.Equal("stream.managers_only", (await Here.Streams.ChangeAsync(held, new StreamChange { Archived = true }, Ct)).Error?.Code);
    }

    [Fact]
    public async Task One_who_became_a_guest_or_was_deactivated_does_not_join()
    {
        var org = await Installation.OrganizationAsync();
        var (guest, gone) = (await org.AddPersonAsync("Gus Guest"), await org.AddPersonAsync("Dee Gone"));
        var stream = await org.AddChannelAsync("open-to-members");
        var (one, other) = (await EnterAsync(guest, org, stream), await EnterAsync(gone, org, stream));
        await Installation.Get<IWorkspaceStore>().SetRoleAsync(org.Workspace, guest.Id, WorkspaceRole.Guest, org.Entry(), Ct);
        await Installation.Get<IPeopleStore>().SetActiveAsync(gone.Id, false, org.Entry(), Ct);

        Assert.IsType<Error.NotFound>((await Here.Seats.AddAsync(one, [new NewSeat(guest.Id, SeatRole.Member)], null, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Seats.AddAsync(other, [new NewSeat(gone.Id, SeatRole.Member)], null, Ct)).Error);
        Assert.Equal(1, (await Here.HeadAsync(stream)).MemberCount);
    }

    private async Task<Seat> EnterAsync(Person person, TestOrganization org, StreamId stream)
    {
        var access = new StreamAccess(Here.Streams, Installation.Get<IWorkspaceStore>());
        return (await access.EnterAsync(new Actor(person.Id, org.Id, person.Role), stream, Ct)).Value;
    }
}

public sealed class SeatRenewalOnSqliteTests(OnSqlite on) : SeatRenewalContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class SeatRenewalOnMariaDbTests(OnMariaDb on) : SeatRenewalContract(on.Installation), IClassFixture<OnMariaDb>;
