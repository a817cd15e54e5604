using Collab.Domain.Contacts;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Contacts;

public abstract class FavouriteStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private IFavouriteStore Store => Installation.Get<IFavouriteStore>();

    [Fact]
    public async Task Whom_one_adds_is_there_once_and_whom_one_takes_out_is_not()
    {
        var (ada, other, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        Assert.Empty(await Store.ListAsync(ada, Ct));

        foreach (var person in new[] { bo, cy, bo })
            Assert.True((await Store.SetAsync(ada, person, true, Ct)).IsOk);
        Assert.Equal(new[] { bo, cy }.Order(), await Store.ListAsync(ada, Ct));
        Assert.Empty(await Store.ListAsync(other, Ct));

        await Store.SetAsync(ada, bo, false, Ct);
        await Store.SetAsync(ada, bo, false, Ct);
        Assert.Equal([cy], await Store.ListAsync(ada, Ct));
    }

    [Fact]
    public async Task One_too_many_is_refused_and_one_that_is_there_is_not()
    {
        var ada = Here.NewPerson();
        var people = Here.NewPeople(SetFavourite.MaxFavourites + 1);
        foreach (var person in people[1..])
            await Store.SetAsync(ada, person, true, Ct);

        Assert.Equal("favourite.full", (await Store.SetAsync(ada, people[0], true, Ct)).Error?.Code);
        Assert.True((await Store.SetAsync(ada, people[1], true, Ct)).IsOk);
    }

    [Fact]
    public async Task Devices_that_add_the_same_at_once_all_succeed()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.SetAsync(ada, bo, true, Ct), Ct)));

        Assert.All(added, a => Assert.True(a.IsOk));
        Assert.Equal([bo], await Store.ListAsync(ada, Ct));
    }
}

public sealed class FavouriteStoreOnSqliteTests(OnSqlite on) : FavouriteStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class FavouriteStoreOnMariaDbTests(OnMariaDb on) : FavouriteStoreContract(on.Installation), IClassFixture<OnMariaDb>;
