using Collab.Web.Hosting.Settings;
using Collab.Web.Tests.Operations;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>What can be set is what is written down.</summary>
public sealed class SettingNamesTests
{
    [Fact]
    public void Each_setting_has_a_row_on_the_settings_page() => Assert.DoesNotContain(SettingNames.All(), name => !SettingsPage.Knows(name));

    [Fact]
    public void Each_row_of_the_settings_page_is_a_setting() =>
        Assert.Empty(SettingsPage.Names.Select(n => n.Replace("<n>", "0", StringComparison.Ordinal)).Except(SettingNames.All()));

    [Theory]
    [InlineData("Collab:Storge:Provider", "Collab__Storage__Provider")]
    [InlineData("Collab:Portt", "Collab__Port")]
    [InlineData("Collab:Storage:Shards:0:Connection", "Collab__Storage__Shards__0__ConnectionString")]
    [InlineData("Collab:Port:Extra", "Collab__Port")]
    [InlineData("Collab:Hub:Client", "Collab__Hub__Clients")]
    public void A_mistyped_name_is_refused_with_the_nearest_right_one(string name, string nearest)
    {
        var error = Assert.Throws<SettingsException>(() => SettingNames.Check(With(name, "x")));
        Assert.EndsWith($"Did you mean {nearest}?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collab:port", "1")]
    [InlineData("Collab:Storage:Provider", "mysql")]
    [InlineData("Collab:Storage:Shards:3:Name", "a")]
    [InlineData("Other:Port", "x")]
    public void Right_names_are_taken_in_any_case(string name, string value) => SettingNames.Check(With(name, value));

    private static IConfigurationRoot With(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
