using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Consumers;
using Collab.Domain.Shared;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>events</c> does.</summary>
internal static class EventsActions
{
    /// <summary>A line for each consumer and each parked event.</summary>
    public static async Task<int> StatusAsync(IServiceProvider services, int limit, TextWriter output, CancellationToken ct)
    {
        var store = services.GetRequiredService<IConsumerStore>();
        foreach (var consumer in await store.ListAsync(ct))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{consumer.Name,-24} {StateOf(consumer.Condition),-24} lag {consumer.LagSeconds,6:0} s  {consumer.Waiting,6} waiting  {consumer.Parked,6} parked"));
            foreach (var shard in consumer.Shards.Where(s => s.Error is not null || s.Condition == ConsumerCondition.Unreachable))
                await output.WriteLineAsync($"  on {shard.Shard}: {shard.Error ?? StateOf(shard.Condition)}");
        }

        var parked = await store.ListParkedAsync(null, null, PageLimit.Clamp(limit), ct);
        await output.WriteLineAsync(parked.Items.Count == 0 ? "Nothing is parked." : "Parked, the youngest first:");
        foreach (var one in parked.Items)
            await output.WriteLineAsync(Line(one));
        if (parked.Next is not null)
            await output.WriteLineAsync($"There are more. List up to {PageLimit.Max} with --limit.");
        return 0;
    }

    /// <summary>Has one parked event, or all of a consumer, tried again.</summary>
    public static async Task<int> RetryAsync(IServiceProvider services, string? parked, string? all, TextWriter output, CancellationToken ct)
    {
        var store = services.GetRequiredService<IConsumerStore>();
        if (parked is null == all is null)
            throw new SettingsException("Name one parked event, or a consumer with --all. ./dev events status lists both.");
        if (all is not null)
        {
            if ((await store.ListAsync(ct)).All(c => c.Name != all))
                throw new SettingsException($"There is no consumer {all}. ./dev events status lists them.");
            var asked = await store.RetryAllAsync(all, await EntryAsync(services, AuditActs.ParkedEventsRetried, $"consumer:{all}", ct), ct);
            await output.WriteLineAsync($"{asked} parked events of {all} are tried again by the nodes that run.");
            return 0;
        }

        var key = KeyOf(parked);
        Demand(await store.RetryAsync(key, await EntryAsync(services, AuditActs.ParkedEventRetried, $"parked-event:{key}", ct), ct), key);
        await output.WriteLineAsync($"{key} is tried again by the nodes that run.");
        return 0;
    }

    /// <summary>Gives a parked event up.</summary>
    public static async Task<int> DiscardAsync(IServiceProvider services, string parked, TextWriter output, CancellationToken ct)
    {
        var key = KeyOf(parked);
        Demand(await services.GetRequiredService<IConsumerStore>().DiscardAsync(key, await EntryAsync(services, AuditActs.ParkedEventDiscarded, $"parked-event:{key}", ct), ct), key);
        await output.WriteLineAsync($"{key} is discarded.");
        return 0;
    }

    private static ParkedKey KeyOf(string? text) => ParkedKey.TryParse(text, out var key) ? key : throw NoSuch(text);

    private static void Demand(Result<Done> result, ParkedKey key)
    {
        if (!result.IsOk)
            throw NoSuch(key.ToString());
    }

    private static SettingsException NoSuch(string? parked) => new($"No event {parked} is parked. ./dev events status lists those that are.");

    private static async Task<AuditEntry> EntryAsync(IServiceProvider services, string act, string target, CancellationToken ct) =>
        await OperatorAudit.EntryAsync(services, act, target, ct) ?? throw new SettingsException("There is no organization yet.");

    private static string Line(ParkedEvent parked) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{parked.Id,-48} {parked.Kind,-26} {parked.Attempts,3} attempts, since {parked.ParkedAt:yyyy-MM-dd HH:mm:ss}Z{(parked.RetryRequestedAt is null ? "" : ", being retried")}: {parked.Error}");

    private static string StateOf(ConsumerCondition condition) => condition switch
    {
        ConsumerCondition.Current => "up to date",
        ConsumerCondition.CatchingUp => "catching up",
        ConsumerCondition.Retrying => "trying again",
        ConsumerCondition.Stopped => "waits for a part",
        ConsumerCondition.Unattended => "no node works for it",
        _ => "shard does not answer",
    };
}
