using System.Reflection;
using Collab.Architecture.Tests.Samples.Domain;
using Xunit;

namespace Collab.Architecture.Tests;

/// <summary>The shape of use cases: sealed, one public <c>ExecuteAsync</c>, and it can be cancelled.</summary>
public sealed class UseCaseTests
{
    [Fact]
    public void Every_use_case_of_the_house_has_the_shape() =>
        Assert.Empty(typeof(Domain.Shared.Actor).Assembly.GetTypes().SelectMany(Faults));

    [Theory]
    [InlineData(typeof(TwoDoors), "has 2 ExecuteAsync")]
    [InlineData(typeof(NotSealed), "is not sealed")]
    [InlineData(typeof(Deaf), "cannot be cancelled")]
    public void A_use_case_of_another_shape_is_noticed(Type type, string fault) =>
        Assert.Contains($"{type.Name} {fault}", Faults(type));

    [Fact]
    public void There_are_use_cases_to_look_at() =>
        Assert.True(typeof(Domain.Shared.Actor).Assembly.GetTypes().Count(t => Doors(t).Length > 0) > 20);

    private static IEnumerable<string> Faults(Type type)
    {
        var doors = Doors(type);
        if (doors.Length == 0)
            yield break;
        if (!type.IsSealed)
            yield return $"{type.Name} is not sealed";
        if (doors.Length > 1)
            yield return $"{type.Name} has {doors.Length} ExecuteAsync";
        if (doors.Any(d => d.GetParameters() is not [.., { } last] || last.ParameterType != typeof(CancellationToken) || last.HasDefaultValue))
            yield return $"{type.Name} cannot be cancelled";
    }

    private static MethodInfo[] Doors(Type type) =>
        [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.Name == "ExecuteAsync")];
}
