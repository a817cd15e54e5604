using CsCheck;

namespace Collab.Domain.Tests.Search.Queries;

internal static class Pick
{
    public static Gen<string> Of(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(choice => choices[choice]);
}
