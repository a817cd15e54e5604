using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

public abstract class DirectChatStoreContract(TestInstallation installation)
{
    private static readonly OrganizationId Org = new(77);

    private IDirectChatStore Store => installation.Get<IDirectChatStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_people_in_any_order_meet_in_the_same_chat()
    {
        var chat = await Store.GetOrAddAsync(Org, [new UserId(1), new UserId(23)], new StreamId(501), Ct);
        Assert.Equal(new StreamId(501), chat);
        Assert.Equal(chat, await Store.GetOrAddAsync(Org, [new UserId(23), new UserId(1), new UserId(23)], new StreamId(502), Ct));
    }

    [Fact]
    public async Task Other_people_and_other_organizations_have_chats_of_their_own()
    {
        var one = await Store.GetOrAddAsync(Org, [new UserId(12), new UserId(3)], new StreamId(601), Ct);
        Assert.NotEqual(one, await Store.GetOrAddAsync(Org, [new UserId(1), new UserId(23), new UserId(4)], new StreamId(602), Ct));
        Assert.NotEqual(one, await Store.GetOrAddAsync(Org, [new UserId(12)], new StreamId(603), Ct));
        Assert.NotEqual(one, await Store.GetOrAddAsync(new OrganizationId(78), [new UserId(12), new UserId(3)], new StreamId(604), Ct));
    }

    [Fact]
    public async Task All_who_open_a_chat_at_once_get_the_same()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Store.GetOrAddAsync(Org, [new UserId(900), new UserId(901)], new StreamId(700 + i), Ct), Ct)));
        Assert.Single(opened.Distinct());
    }
}

public sealed class DirectChatStoreOnSqliteTests(OnSqlite on) : DirectChatStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class DirectChatStoreOnMariaDbTests(OnMariaDb on) : DirectChatStoreContract(on.Installation), IClassFixture<OnMariaDb>;
