using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Infrastructure.Storage;

namespace Collab.Web.Hosting.Commands;

/// <summary>Entries in the audit log for what an operator does by command. He is none of the organization's people: the entry says so instead of naming one.</summary>
internal static class OperatorAudit
{
    /// <summary>The detail that every such entry has.</summary>
    public static readonly (string Name, string Value) Actor = ("by", "command line");

    /// <summary>Makes the entries, under a node number that is held for as long as that takes; the stores are open. None for each while there is no organization, and so no log.</summary>
    public static async Task<IReadOnlyList<AuditEntry?>> EntriesAsync(IServiceProvider services, IReadOnlyCollection<OperatorAct> acts, CancellationToken ct)
    {
        if (await services.GetRequiredService<IOrganizationStore>().FindAsync(ct) is not { } organization)
            return [.. acts.Select(_ => (AuditEntry?)null)];
        await using var number = await services.GetRequiredService<StorageOpening>().TakeNumberAsync(ct);
        var audit = services.GetRequiredService<AuditTrail>();
        return [.. acts.Select(a => audit.Entry(organization.Id, null, null, a.Act, a.Target, [.. a.Details, Actor]))];
    }

    /// <summary>Makes one entry in the same way.</summary>
    public static async Task<AuditEntry?> EntryAsync(IServiceProvider services, string act, string target, CancellationToken ct) =>
        (await EntriesAsync(services, [new OperatorAct(act, target)], ct))[0];
}

/// <summary>What an operator does.</summary>
/// <param name="Act">One of <see cref="AuditActs"/>.</param>
/// <param name="Target">What it is done to.</param>
/// <param name="Details">Named values.</param>
internal sealed record OperatorAct(string Act, string Target, params IReadOnlyList<(string Name, string Value)> Details);
