using System.Text.RegularExpressions;
using Collab.Domain.Shared.Storage;
using Collab.Support;
using Collab.Web.Hosting.Commands;
using Collab.Web.Hosting.Settings;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Consumers;

/// <summary>The commands that docs/operate/events.md shows, each run as it stands there.</summary>
[Collection(nameof(ConsumerSuites))]
public sealed partial class EventsPageTests(ConsumerWorld world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_does_what_the_page_says()
    {
        var commands = Block().Matches(SourceTree.Read("docs/operate/events.md")).SelectMany(b => b.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["status", "retry", "retry", "discard"], commands.Select(c => c.Split(' ')[2]));
        world.Consumer.IsMended = false;
        var id = (string)(await world.PoisonAsync("poison on the page"))["id"]!;

        var said = new List<string>();
        foreach (var command in commands)
            said.Add(await RunAsync(command, id));

        Assert.Matches(@"squeamish +.* lag +\d+ s +\d+ waiting +[1-9]\d* parked", said[0]);
        Assert.Contains($"{id} ", said[0], StringComparison.Ordinal);
        Assert.DoesNotContain("poison", said[0], StringComparison.Ordinal);
        Assert.Contains($"{id} is tried again", said[1], StringComparison.Ordinal);
        Assert.Matches(@"[1-9]\d* parked events of squeamish are tried again", said[2]);
        Assert.Contains($"{id} is discarded", said[3], StringComparison.Ordinal);
        Assert.False(await world.IsParkedAsync(id));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("squeamish.1.1", "squeamish")]
    [InlineData("squeamish.1.1", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, "nobody")]
    public async Task What_cannot_be_tried_again_is_refused(string? parked, string? all) =>
        await Assert.ThrowsAsync<SettingsException>(() => EventsActions.RetryAsync(world.Services, parked, all, TextWriter.Null, Ct));

    [Fact]
    public async Task What_is_not_parked_is_not_discarded() =>
        await Assert.ThrowsAsync<SettingsException>(() => EventsActions.DiscardAsync(world.Services, "squeamish.1.1", TextWriter.Null, Ct));

    [Fact]
    public async Task An_act_of_the_operator_stands_in_the_audit_log_without_a_person()
    {
        world.Consumer.IsMended = false;
        var id = (string)(await world.PoisonAsync("poison for the operator"))["id"]!;
        await EventsActions.DiscardAsync(world.Services, id, TextWriter.Null, Ct);
        var log = world.Get<IDirectoryDatabase>();
        await Eventually.TrueAsync(
            () => log.ReadAsync(
                async connection =>
                {
                    await using var command = connection.CreateCommand();
                    command.CommandText = $"SELECT COUNT(*) FROM audit_entry WHERE act = 'parked_event.discarded' AND target = 'parked-event:{id}' AND actor_id IS NULL";
                    return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) == 1;
                },
                Ct),
            "the entry is collected",
            TimeSpan.FromSeconds(30));
    }

    // The page names the consumer that every installation has, and an event of somebody's.
    private async Task<string> RunAsync(string command, string id)
    {
        string[] arguments = [.. command.Split(' ')[1..].Select(a => a.Contains('.', StringComparison.Ordinal) ? id : a == "channel-heads" ? "squeamish" : a)];
        using var program = Started.With([.. arguments, "--data", world.Folder]);
        Assert.True(await program.EndAsync() == 0, program.Errors);
        return program.Output;
    }

    [GeneratedRegex(@"^```sh tested\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
