using System.CommandLine;
using Collab.Web.Hosting.Demo;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Fills an organization with realistic content: <c>demo</c>.</summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores." };
        var people = new Option<int>("--people")
        {
            Description = $"How many people: 50 to {DemoFill.MostPeople}; {DemoFill.UsualPeople} when left out.",
            DefaultValueFactory = _ => DemoFill.UsualPeople,
        };
        people.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 50 or > DemoFill.MostPeople)
                given.AddError($"--people is between 50 and {DemoFill.MostPeople}.");
        });
        var json = new Option<bool>("--json") { Description = "Print addresses, passwords and tokens as JSON." };
        var demo = new Command("demo", "Fill an organization with people, channels and messages.") { data, people, json };
        demo.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await DemoActions.FillAsync(app.Services, parsed.GetValue(people), parsed.GetValue(json), ct);
        });
        return demo;
    }
}
