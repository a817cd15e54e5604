using System.Reflection;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Tests.Hubs;

/// <summary>The real streams, except that what one person finds of one of them is kept back once, until a test lets it go.</summary>
public sealed class HeldStreams
{
    private readonly TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private (StreamId Stream, UserId User)? _kept;

    /// <summary>It was found, and is kept back.</summary>
    public Task Found => _found.Task;

    public void Hold(StreamId stream, UserId user)
    {
        lock (_lock)
            _kept = (stream, user);
    }

    public void LetGo() => _held.TrySetResult();

    public IStreamStore Around(IStreamStore real)
    {
        var proxy = DispatchProxy.Create<IStreamStore, Proxy>();
        var behind = (Proxy)(object)proxy;
        (behind.Real, behind.FindAsync) = (real, FindAsync);
        return proxy;
    }

    private async Task<StreamWithSeat?> FindAsync(StreamId stream, UserId user, Func<Task<StreamWithSeat?>> real)
    {
        var found = await real();
        if (!IsKept(stream, user))
            return found;
        _found.SetResult();
        await _held.Task;
        return found;
    }

    private bool IsKept(StreamId stream, UserId user)
    {
        lock (_lock)
        {
            if (_kept != (stream, user))
                return false;
            _kept = null;
            return true;
        }
    }

    /// <summary>Hands everything else through.</summary>
    public class Proxy : DispatchProxy
    {
        public IStreamStore? Real { get; set; }

        public Func<StreamId, UserId, Func<Task<StreamWithSeat?>>, Task<StreamWithSeat?>>? FindAsync { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IStreamStore.FindAsync) && args is [StreamId stream, UserId user, ..] // a call has a method
                ? FindAsync!(stream, user, () => (Task<StreamWithSeat?>)targetMethod.Invoke(Real, args)!) // set with the proxy; it answers a task
                : targetMethod.Invoke(Real, args);
    }
}
