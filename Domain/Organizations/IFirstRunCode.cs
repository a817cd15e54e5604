using Collab.Domain.Shared;

namespace Collab.Domain.Organizations;

/// <summary>The code on the console that the first-run wizard asks for: whoever reads it runs the server. All nodes share one.</summary>
public interface IFirstRunCode
{
    /// <summary>The code, like <c>ABCD-EFGH</c>, when this process made it; null otherwise, and once the organization is set up.</summary>
    string? Current { get; }

    /// <summary>When another process made the code; null when this one did, and once the organization is set up.</summary>
    DateTimeOffset? MadeElsewhereAt { get; }

    /// <summary>Makes another code; the one before is good for nothing any more. Not found once the organization is set up.</summary>
    Task<Result<string>> RenewAsync(CancellationToken ct);

    /// <summary>Takes a typed code; case, spaces and dashes do not matter. After five wrong ones the answer is to wait, on every node, even for the right one.</summary>
    Task<Result<Done>> CheckAsync(string? code, CancellationToken ct);
}
