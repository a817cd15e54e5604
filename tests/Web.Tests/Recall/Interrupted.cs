using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Web.Tests.Recall;

/// <summary>A port whose store is away while a switch is set.</summary>
public class Interrupted : DispatchProxy
{
    private object _port = new();
    private Func<bool> _isAway = () => false;

    /// <summary>Puts the switch before every port that is registered as an instance.</summary>
    public static void Wrap(IServiceCollection services, Func<bool> isAway)
    {
        foreach (var port in services.Where(d => d is { IsKeyedService: false, ImplementationInstance: not null, ServiceType.IsInterface: true } && d.ServiceType.Assembly == typeof(Domain.Shared.Actor).Assembly).ToList())
        {
            var proxy = typeof(DispatchProxy).GetMethods().Single(m => m.Name == nameof(Create) && m.IsGenericMethod).MakeGenericMethod(port.ServiceType, typeof(Interrupted)).Invoke(null, null)!; // Create makes one
            (((Interrupted)proxy)._port, ((Interrupted)proxy)._isAway) = (port.ImplementationInstance!, isAway); // filtered above
            services.AddSingleton(port.ServiceType, proxy);
        }
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_isAway() && targetMethod?.ReturnType.IsAssignableTo(typeof(Task)) == true)
            throw new TimeoutException("The store is away.");
        return targetMethod?.Invoke(_port, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
