using Collab.Domain.Contacts;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Contacts;

public sealed class ContactsTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _ada = await _house.ArriveAsync("Ada Lovelace");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Contacts_are_favourites_and_the_people_of_chats_of_two_by_name_each_once()
    {
        var (bo, cy, di, eve) = (await _house.ArriveAsync("Bo"), await _house.ArriveAsync("Cy"), await _house.ArriveAsync("Di"), await _house.ArriveAsync("Eve"));
        await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [di.User]), Ct);
        await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [bo.User]), Ct);
        await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [bo.User, eve.User]), Ct);
        await SetAsync(bo.User, true);
        await SetAsync(cy.User, true);

        Assert.Equal([(bo.User, true), (cy.User, true), (di.User, false)], await ListAsync());

        await SetAsync(cy.User, false);
        await _house.Get<SetPersonActive>().ExecuteAsync(_house.Owner, di.User, false, Ct);
        Assert.Equal([(bo.User, true)], await ListAsync());
    }

    [Fact]
    public async Task Pages_of_contacts_meet()
    {
        foreach (var name in new[] { "Sam Same", "Sam", "Abe", "Zoe", "Sam Samson" })
            await SetAsync((await _house.ArriveAsync(name)).User, true);
        var seen = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = (await _house.Get<ListContacts>().ExecuteAsync(new ListContactsRequest(_ada, cursor, 2), Ct)).Value;
            seen.AddRange(page.Items.Select(c => c.Person.Id));
            cursor = page.Next?.ToString();
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal((await ListAsync()).Select(c => c.Item1), seen);
    }

    [Fact]
    public async Task Nobody_puts_herself_or_one_whom_she_may_not_know_of_among_her_favourites()
    {
        var channel = await _house.ChannelAsync(_ada, "design");
        var guest = await _house.ArriveAsync("Gus Guest", WorkspaceRole.Guest, channel.Id);
        var bo = await _house.ArriveAsync("Bo");

        Assert.Equal("favourite.oneself", (await SetAsync(_ada.User, true)).Error?.Code);
        Assert.IsType<Error.NotFound>((await SetAsync(new UserId(7), true)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SetFavourite>().ExecuteAsync(guest, bo.User, true, Ct)).Error);
        Assert.True((await SetAsync(guest.User, true)).IsOk);
        Assert.True(Assert.Single((await _house.Get<ListContacts>().ExecuteAsync(new ListContactsRequest(_ada), Ct)).Value.Items).Person.IsGuest);
    }

    private Task<Result<Done>> SetAsync(UserId person, bool isFavourite) => _house.Get<SetFavourite>().ExecuteAsync(_ada, person, isFavourite, Ct);

    private async Task<IEnumerable<(UserId, bool)>> ListAsync() =>
        (await _house.Get<ListContacts>().ExecuteAsync(new ListContactsRequest(_ada), Ct)).Value.Items.Select(c => (c.Person.Id, c.IsFavourite)).ToArray();
}
