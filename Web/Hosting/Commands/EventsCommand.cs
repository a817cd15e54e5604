using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Looks after the consumers of events: <c>events status|retry|discard</c>.</summary>
internal static class EventsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores.", Recursive = true };
        var events = new Command("events", "Look after the consumers of events and what they could not take.") { data };
        var limit = new Option<int>("--limit") { Description = "How many parked events to list.", DefaultValueFactory = _ => 20 };
        Add(
            events, data, new Command("status", "Say how the consumers are doing and list what is parked.") { limit },
            (services, parsed, ct) => EventsActions.StatusAsync(services, parsed.GetValue(limit), Console.Out, ct));
        var all = new Option<string?>("--all") { Description = "All parked events of this consumer." };
        var retried = new Argument<string?>("EVENT") { Description = "A parked event, as the status lists it.", Arity = ArgumentArity.ZeroOrOne };
        Add(
            events, data, new Command("retry", "Have parked events tried again by the nodes that run.") { retried, all },
            (services, parsed, ct) => EventsActions.RetryAsync(services, parsed.GetValue(retried), parsed.GetValue(all), Console.Out, ct));
        var discarded = new Argument<string>("EVENT") { Description = "A parked event, as the status lists it." };
        Add(
            events, data, new Command("discard", "Give a parked event up for good.") { discarded },
            (services, parsed, ct) => EventsActions.DiscardAsync(services, parsed.GetRequiredValue(discarded), Console.Out, ct));
        return events;
    }

    private static void Add(Command events, Option<string?> data, Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await OpenStores.ForAsync(app.Services, () => action(app.Services, parsed, ct), ct);
        });
        events.Add(command);
    }
}
