using Collab.Domain.Preferences;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Preferences;

public abstract class PreferenceStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly string[] Names = [.. PreferenceNames.All.Order(StringComparer.Ordinal)];

    private IPreferenceStore Store => Installation.Services.GetRequiredService<IPreferenceStore>();

    [Fact]
    public async Task What_was_set_last_is_found_by_name_and_what_was_forgotten_is_not()
    {
        var ada = Here.NewPerson();
        Assert.Empty(await Store.ListAsync(ada, Ct));

        await Store.SetAsync(ada, Names[1], "true", Ct);
        await Store.SetAsync(ada, Names[0], new string('ü', PreferenceNames.MaxValue), Ct);
        await Store.SetAsync(ada, Names[1], "false", Ct);
        Assert.Equal([new(Names[0], new string('ü', PreferenceNames.MaxValue)), new(Names[1], "false")], await Store.ListAsync(ada, Ct));

        await Store.SetAsync(ada, Names[0], null, Ct);
        await Store.SetAsync(ada, Names[2], null, Ct);
        Assert.Equal([new Preference(Names[1], "false")], await Store.ListAsync(ada, Ct));
    }

    [Fact]
    public async Task Nobody_finds_what_another_has_set()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        await Store.SetAsync(ada, Names[0], "true", Ct);

        Assert.Empty(await Store.ListAsync(bo, Ct));
    }

    [Fact]
    public async Task Devices_that_set_the_same_at_once_all_succeed_and_one_value_stands()
    {
        var ada = Here.NewPerson();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.SetAsync(ada, Names[0], i.ToString(System.Globalization.CultureInfo.InvariantCulture), Ct)));

        Assert.InRange(int.Parse(Assert.Single(await Store.ListAsync(ada, Ct)).Value, System.Globalization.CultureInfo.InvariantCulture), 0, 19);
    }
}

public sealed class PreferenceStoreOnSqliteTests(OnSqlite on) : PreferenceStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class PreferenceStoreOnMariaDbTests(OnMariaDb on) : PreferenceStoreContract(on.Installation), IClassFixture<OnMariaDb>;
