using Collab.Domain.Shared;

namespace Collab.Domain.Organizations;

/// <summary>The code on the console that the first-run wizard asks for: whoever reads it runs the server.</summary>
public interface IFirstRunCode
{
    /// <summary>The code, like <c>ABCD-EFGH</c>; null once the organization is set up.</summary>
    string? Current { get; }

    /// <summary>Compares in constant time; after five wrong ones the answer is to wait.</summary>
    Result<Done> Check(string? code);
}
