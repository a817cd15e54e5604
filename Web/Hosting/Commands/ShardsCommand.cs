using System.CommandLine;
using System.CommandLine.Parsing;
using Collab.Domain.Shared.Ids;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>Looks at the shards and moves buckets between them: <c>shards list|buckets|add|move|rebalance|status|resume|abort</c>.</summary>
internal static class ShardsCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "The folder of the embedded stores.", Recursive = true };

    private static readonly Option<int> Grace = new("--grace")
    {
        Description = "Seconds for which the source keeps its rows after every node has taken the new map over.",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Argument<int> Moved = new("bucket") { Description = $"A bucket: 0 to {Bucket.Count - 1}." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var shards = new Command("shards", "Look at the shards and move buckets between them.") { Data };
        Add(shards, new Command("list", "Say of each shard whether it answers, how large it is and how much is written."), (s, _, ct) => ShardsActions.ListAsync(s, Console.Out, ct));
        Add(shards, new Command("status", "Say of each move how far it is."), (s, _, ct) => ShardsActions.StatusAsync(s, Console.Out, ct));
        AddBuckets(shards);
        AddAdd(shards);
        AddMoves(shards);
        return shards;
    }

    private static void AddBuckets(Command shards)
    {
        var shard = new Option<string?>("--shard") { Description = "Those of one shard only." };
        var limit = new Option<int>("--limit") { Description = "How many.", DefaultValueFactory = _ => 20 };
        Add(
            shards,
            new Command("buckets", "List the largest buckets.") { shard, limit },
            (services, parsed, ct) => ShardsActions.BucketsAsync(services, parsed.GetValue(shard), parsed.GetValue(limit), Console.Out, ct));
    }

    private static void AddAdd(Command shards)
    {
        var name = new Argument<string>("name") { Description = "Its name in the settings; for files, the next one." };
        Add(
            shards,
            new Command("add", "Make a database ready and take it in as a shard, without buckets yet.") { name },
            (services, parsed, ct) => ShardsActions.AddAsync(services, parsed.GetRequiredValue(name), Console.Out, ct));
    }

    private static void AddMoves(Command shards)
    {
        var target = new Argument<string>("target") { Description = "The shard to move it to." };
        Add(
            shards,
            new Command("move", "Move a bucket to another shard, while people write.") { Moved, target, Grace },
            (services, parsed, ct) => ShardsActions.MoveAsync(services, parsed.GetRequiredValue(Moved), parsed.GetRequiredValue(target), GraceOf(parsed), Console.Out, ct));
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be moved." };
        var to = new Option<string[]>("--to") { Description = "Move to these shards only.", AllowMultipleArgumentsPerToken = true };
        Add(
            shards,
            new Command("rebalance", "Move buckets so that shards hold about as much as each other.") { dryRun, to, Grace },
            (services, parsed, ct) => ShardsActions.RebalanceAsync(services, parsed.GetValue(dryRun), parsed.GetValue(to) ?? [], GraceOf(parsed), Console.Out, ct));
        Add(
            shards,
            new Command("resume", "Go on with moves whose process has died.") { Grace },
            (services, parsed, ct) => ShardsActions.ResumeAsync(services, GraceOf(parsed), Console.Out, ct));
        Add(
            shards,
            new Command("abort", "Roll a move back that has not switched yet.") { Moved },
            (services, parsed, ct) => ShardsActions.AbortAsync(services, parsed.GetRequiredValue(Moved), Console.Out, ct));
    }

    private static TimeSpan GraceOf(ParseResult parsed) => TimeSpan.FromSeconds(Math.Max(0, parsed.GetValue(Grace)));

    private static void Add(Command shards, Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = CollabHost.Build(CommandLine.Arguments(parsed, (nameof(CollabOptions.Data), parsed.GetValue(Data))));
            return await action(app.Services, parsed, ct);
        });
        shards.Add(command);
    }
}
