using System.Reflection;
using Collab.Domain.Streams;

namespace Collab.Web.Tests.Hubs;

/// <summary>The real seats, except that a test decides when places can be listed.</summary>
public abstract class GuardedSeats
{
    public ISeatStore Around(ISeatStore real)
    {
        var proxy = DispatchProxy.Create<ISeatStore, Proxy>();
        var behind = (Proxy)(object)proxy;
        (behind.Real, behind.ListAsync) = (real, ListAsync);
        return proxy;
    }

    protected abstract Task<PlaceList> ListAsync(Func<Task<PlaceList>> real);

    /// <summary>Hands everything else through.</summary>
    public class Proxy : DispatchProxy
    {
        public ISeatStore? Real { get; set; }

        public Func<Func<Task<PlaceList>>, Task<PlaceList>>? ListAsync { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(ISeatStore.ListPlacesAsync) // a call has a method
                ? ListAsync!(() => (Task<PlaceList>)targetMethod.Invoke(Real, args)!) // set with the proxy; it answers a task
                : targetMethod.Invoke(Real, args);
    }
}

/// <summary>The seats behind a database that has no time, a few times.</summary>
public sealed class BusySeats : GuardedSeats
{
    private int _failures;

    /// <summary>How often places cannot be read from now on.</summary>
    public int Failures
    {
        get => Volatile.Read(ref _failures);
        set => Volatile.Write(ref _failures, value);
    }

    protected override Task<PlaceList> ListAsync(Func<Task<PlaceList>> real)
    {
        ArgumentNullException.ThrowIfNull(real);
        if (Interlocked.Decrement(ref _failures) >= 0)
            return Task.FromException<PlaceList>(new TimeoutException("All connections are in use."));
        Interlocked.Increment(ref _failures);
        return real();
    }
}

/// <summary>The seats behind a database that takes as long as the test says.</summary>
public sealed class HeldSeats : GuardedSeats
{
    private volatile TaskCompletionSource _held = Open();

    /// <summary>From now on nothing is answered.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits is answered.</summary>
    public void LetGo() => _held.TrySetResult();

    protected override async Task<PlaceList> ListAsync(Func<Task<PlaceList>> real)
    {
        ArgumentNullException.ThrowIfNull(real);
        await _held.Task;
        return await real();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
