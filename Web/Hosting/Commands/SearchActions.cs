using System.Globalization;
using Collab.Domain.Consumers;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search;
using Collab.Search.Indexing;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>search</c> does.</summary>
internal static class SearchActions
{
    /// <summary>The engine, how it is, and how far its consumer is.</summary>
    public static async Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var state = services.GetService<ISearchKeeper>() is { } keeper ? await keeper.CheckAsync(ct) : await services.GetRequiredService<ISearchIndex>().CheckAsync(ct);
        if (state.Condition != IndexCondition.Off)
            await output.WriteLineAsync($"{state.Engine}: {Say(state)}");
        if (state.Note is { } note)
            await output.WriteLineAsync(note);
        var consumer = (await services.GetRequiredService<IConsumerStore>().ListAsync(ct)).FirstOrDefault(c => c.Name == SearchFeed.ConsumerName);
        if (consumer is not null)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{consumer.LagSeconds:0} s behind, {consumer.Waiting} streams waiting, {consumer.Parked} events parked"));
        if (services.GetKeyedService<ISearchKeeper>(HeldSearchServices.Key) is { } ofHolds)
            await output.WriteLineAsync($"What legal holds keep: {Say(await ofHolds.CheckAsync(ct))}");
        return state.Condition is IndexCondition.Away ? 1 : 0;
    }

    /// <summary>Builds it anew, with a line for each tenth; then that of what legal holds keep.</summary>
    public static async Task<int> RebuildAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var (tenth, last) = (0, new BuildState(0, 0));
        await GuardAsync(() => Keeper(services).RebuildAsync(
            state =>
            {
                last = state;
                while (state.Buckets * 10 / Bucket.Count > tenth)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++tenth * 10,3} %  {state.Messages:N0} messages"));
            },
            ct));
        await output.WriteLineAsync("The index is built, and searched from now on.");
        await GuardAsync(() => services.GetRequiredKeyedService<ISearchKeeper>(HeldSearchServices.Key).RebuildAsync(_ => { }, ct));
        await output.WriteLineAsync("So is that of what legal holds keep.");
        return 0;
    }

    /// <summary>Compares both with storage; 1 when they differ.</summary>
    public static async Task<int> VerifyAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var tenth = 0;
        var isSound = await VerifyAsync(
            Keeper(services), "The index", output,
            buckets =>
            {
                while (buckets * 10 / Bucket.Count > tenth)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++tenth * 10,3} %"));
            },
            ct);
        var isSoundOfHolds = await VerifyAsync(services.GetRequiredKeyedService<ISearchKeeper>(HeldSearchServices.Key), "The index of what legal holds keep", output, _ => { }, ct);
        if (isSound && isSoundOfHolds)
            return 0;
        await output.WriteLineAsync("When the consumers are not behind (./dev events status), build the indices anew: ./dev search rebuild.");
        return 1;
    }

    private static async Task<bool> VerifyAsync(ISearchKeeper keeper, string name, TextWriter output, Action<int> onBucket, CancellationToken ct)
    {
        IndexVerdict? verdict = null;
        await GuardAsync(async () => verdict = await keeper.VerifyAsync(onBucket, ct));
        if (verdict is not { IsSound: false } faults)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name} has all {verdict?.Stored:N0} messages as they are stored, and nothing else."));
            return true;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: of {faults.Stored:N0} messages {faults.Missing:N0} are missing and {faults.Stale:N0} are out of date; {faults.Extra:N0} are there that are not stored. For example in: {string.Join(", ", faults.Examples)}."));
        return false;
    }

    private static string Say(IndexState state) => string.Create(
        CultureInfo.InvariantCulture, $"{Word(state.Condition)}, {state.Messages:N0} messages{(state.Bytes is { } bytes ? $", {bytes / 1048576.0:N1} MB" : "")}");

    private static ISearchKeeper Keeper(IServiceProvider services) =>
        services.GetService<ISearchKeeper>() ?? throw new SettingsException("No search engine is set up: Collab__Search__Provider is Off.");

    private static async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OutageException outage)
        {
            throw new SettingsException(outage.Message);
        }
    }

    private static string Word(IndexCondition condition) => condition switch
    {
        IndexCondition.Working => "working",
        IndexCondition.Degraded => "being built, older messages may be missing",
        _ => "away",
    };
}
