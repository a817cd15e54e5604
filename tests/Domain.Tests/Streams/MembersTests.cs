using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Streams;

public sealed class MembersTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private StreamId _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _ada = await _house.ArriveAsync("Ada Lovelace");
        _channel = (await _house.ChannelAsync(_ada, "design")).Id;
        await _house.ArriveAsync("Bo Diddley", WorkspaceRole.Member, _channel);
        await _house.ArriveAsync("Gus Guest", WorkspaceRole.Guest, _channel);
        await _house.ArriveAsync("Bob Elsewhere");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData("", MemberFilter.All, "Ada Lovelace, Bo Diddley, Gus Guest, Olga Owner")]
    [InlineData("bo", MemberFilter.All, "Bo Diddley")]
    [InlineData("did b", MemberFilter.All, "Bo Diddley")]
    [InlineData("", MemberFilter.Guests, "Gus Guest")]
    [InlineData("bo", MemberFilter.Guests, "")]
    [InlineData("", MemberFilter.Managers, "Ada Lovelace")]
    [InlineData("bo", MemberFilter.Managers, "")]
    public async Task Members_are_found_by_name_and_kind(string query, MemberFilter filter, string expected)
    {
        await AddAsync(_house.Owner.User);
        Assert.Equal(expected, await FindAsync(query, filter));
    }

    [Theory]
    [InlineData("bo", MemberFilter.All, "Bo Diddley")]
    [InlineData("", MemberFilter.Guests, "Gus Guest")]
    [InlineData("ada", MemberFilter.Managers, "Ada Lovelace")]
    [InlineData("gus", MemberFilter.Managers, "")]
    public async Task In_a_large_place_the_directory_is_searched_and_only_those_seated_are_told(string query, MemberFilter filter, string expected)
    {
        await AddAsync([.. Enumerable.Range(1, 600).Select(i => new UserId(1_024L * i))]);
        Assert.Equal(expected, await FindAsync(query, filter));
    }

    [Fact]
    public async Task Pages_of_a_search_meet()
    {
        for (var i = 0; i < 4; i++)
            await _house.ArriveAsync($"Sam{i} Same", WorkspaceRole.Member, _channel);
        var found = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = (await ListAsync(new ListMembersRequest(_ada, _channel, "sam", Cursor: cursor, Limit: 3))).Value;
            Assert.InRange(page.Items.Count, 0, 3);
            found.AddRange(page.Items.Select(s => s.User));
            cursor = page.Next?.ToString();
        }
        while (cursor is not null);

        Assert.Equal(4, found.Count);
        Assert.Equal(4, found.Distinct().Count());
    }

    [Fact]
    public async Task A_filter_that_does_not_exist_is_refused() =>
        Assert.Equal("members.filter_unknown", (await ListAsync(new ListMembersRequest(_ada, _channel, Filter: (MemberFilter)9))).Error?.Code);

    private Task<Result<Page<SeatView>>> ListAsync(ListMembersRequest request) => _house.Get<ListMembers>().ExecuteAsync(request, Ct);

    private async Task AddAsync(params UserId[] people) =>
        Assert.NotEmpty((await _house.Get<ISeatStore>().AddAsync(_channel, _ada.User, [.. people.Select(p => new NewSeat(p, SeatRole.Member))], null, Ct)).Value);

    private async Task<string> FindAsync(string query, MemberFilter filter)
    {
        var page = (await ListAsync(new ListMembersRequest(_ada, _channel, query, filter))).Value;
        var people = await _house.Get<GetPeople>().ExecuteAsync([.. page.Items.Select(s => s.User)], Ct);
        return string.Join(", ", people.Select(p => p.DisplayName).Order());
    }
}
