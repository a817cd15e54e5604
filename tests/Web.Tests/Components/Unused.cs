using System.Reflection;

namespace Collab.Web.Tests.Components;

/// <summary>Stands for a port that a test does not expect to be called.</summary>
public class Unused : DispatchProxy
{
    /// <summary>An instance of a port whose every call fails, except those that subscribe.</summary>
    public static object Of(Type port) =>
        typeof(DispatchProxy).GetMethods().Single(m => m.Name == nameof(Create) && m.IsGenericMethod).MakeGenericMethod(port, typeof(Unused)).Invoke(null, null)
        ?? throw new InvalidOperationException($"No proxy for {port}.");

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name switch
        {
            "add_Changed" or "remove_Changed" => null,
            "Of" => Activator.CreateInstance(targetMethod.ReturnType),
            _ => throw new NotSupportedException($"{targetMethod?.DeclaringType?.Name}.{targetMethod?.Name} was not expected."),
        };
}
