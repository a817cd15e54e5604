using System.CommandLine;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Fills an organization with realistic content: <c>demo</c>.</summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the embedded stores." };
        var json = new Option<bool>("--json") { Description = "Print addresses, passwords and tokens as JSON." };
        var demo = new Command("demo", "Fill an organization with people, channels and messages.") { data, json };
        demo.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(data))));
            return await DemoActions.FillAsync(app.Services, parsed.GetValue(json), ct);
        });
        return demo;
    }
}
