using System.Threading.Channels;
using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>
/// Makes what was written durable: all who wait while one commit is going on share the next one, so that there is never a
/// queue of them and nobody waits for a timer.
/// </summary>
internal sealed class Commits : IAsyncDisposable
{
    private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateBounded<TaskCompletionSource>(1024);
    private readonly IndexWriter _writer;
    private readonly Task _loop;

    public Commits(IndexWriter writer)
    {
        _writer = writer;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Returns when everything that was written before the call survives a crash; throws what the commit throws.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(done, ct);
        await done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var group = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryRead(out var waiter))
                group.Add(waiter);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<TaskCompletionSource> group)
    {
        try
        {
            _writer.Commit();
            group.ForEach(w => w.SetResult());
        }
#pragma warning disable CA1031 // Whatever it is, it is the waiters'.
        catch (Exception error)
#pragma warning restore CA1031
        {
            group.ForEach(w => w.SetException(error));
        }
    }
}
