using System.Text.Json;
using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Web.Hosting.Settings;
using Collab.Web.Tests.Operations;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>What the settings page says is what the program takes.</summary>
public sealed partial class SettingsCheckTests
{
    public static TheoryData<string, string> Defaults => [.. SettingsPage.Defaults.Select(row => (row.Name, row.Default))];

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_setting_that_repeats_its_documented_default_changes_nothing(string name, string value)
    {
        var repeated = With((name.Replace("__", ":", StringComparison.Ordinal), value));
        Assert.Equal(Flat(With()), Flat(repeated));
    }

    [Fact]
    public void Most_settings_have_a_default_that_can_be_repeated() => Assert.InRange(SettingsPage.Defaults.Count, 25, 200);

    [Theory]
    [InlineData("Identity:SessionIdleDays", "0", "Collab__Identity__SessionIdleDays is 0, but it must be at least 1.")]
    [InlineData("Identity:SessionLifetimeDays", "-1", "Collab__Identity__SessionLifetimeDays is -1, but it must be at least 1.")]
    [InlineData("Identity:FailuresPerAddress", "0", "Collab__Identity__FailuresPerAddress is 0, but it must be at least 1.")]
    [InlineData("Identity:FailuresPerAdress", "9", "There is no setting Collab__Identity__FailuresPerAdress. Did you mean Collab__Identity__FailuresPerAddress?")]
    [InlineData("Identity:PasswordPasses", "many", "Collab__Identity__PasswordPasses is 'many', but it must be a whole number.")]
    [InlineData("Mail:Provider", "Smtp", "Collab__Mail__Provider is Smtp, but Collab__Mail__Host is empty. Set it to the mail server.")]
    [InlineData("Mail:Provider", "Pigeon", "Collab__Mail__Provider is 'Pigeon', but it must be None or Outbox or Smtp.")]
    [InlineData("Mail:Port", "0", "Collab__Mail__Port is 0, but a port is 1 to 65535.")]
    [InlineData("Mail:From", "nobody", "Collab__Mail__From is 'nobody', but it must be an address like collab@example.com.")]
    [InlineData("Limits:Read:Burst", "0", "Collab__Limits__Read__Burst is 0, but it must be at least 1.")]
    [InlineData("Limits:Post:PerSecond", "0", "Collab__Limits__Post__PerSecond is 0, but it must be more than 0.")]
    public void What_cannot_work_is_refused_in_one_line(string name, string value, string line) =>
        Assert.Equal(line, Assert.Throws<SettingsException>(() => SettingsCheck.Read(With(($"Collab:{name}", value)))).Message);

    [Fact]
    public void Every_section_and_key_that_the_code_reads_is_a_setting()
    {
        var known = SettingNames.All().Select(name => name.Replace("__0", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal)).ToArray();
        var read = SourceTree.Files("Domain", "Infrastructure", "Search", "Identity", "Web").SelectMany(file => Read().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["key"].Value).Distinct().ToArray();
        Assert.NotEmpty(read);
        Assert.All(read, key => Assert.Contains(known, name => name == key || name.StartsWith(key + ":", StringComparison.Ordinal)));
    }

    private static IConfigurationRoot With(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, string? (s) => s.Value)).Build();

    // Everything that the settings are read into, as text.
    private static string Flat(IConfiguration configuration) =>
        JsonSerializer.Serialize(SettingsCheck.Read(configuration)) + string.Concat(
            PartSettings.All.Select(part => JsonSerializer.Serialize(configuration.GetSection($"Collab:{part.Key}").Get(part.Value) ?? Activator.CreateInstance(part.Value))));

    // Where configuration is read, and the constants that name sections.
    [GeneratedRegex("(?:configuration\\[|GetSection\\(|string Section = )\"(?<key>Collab:[A-Za-z:]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Read();
}
