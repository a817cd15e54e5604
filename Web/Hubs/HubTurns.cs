namespace Collab.Web.Hubs;

/// <summary>
/// Turns for programs that come: each is told of its places and follows them, which costs a hundred times what staying
/// does. When thousands are due at once each waits here, who came first goes first, and all whom the node serves already
/// keep their pace. A turn ends when the program follows all its places, or does nothing more towards it.
/// </summary>
internal sealed class HubTurns(TimeProvider time)
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time = time;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private int _free = AtOnce;
    private long _lastComer;

    /// <summary>A number for somebody who comes, above all before.</summary>
    public long NextComer() => Interlocked.Increment(ref _lastComer);

    /// <summary>Waits until it is one's turn.</summary>
    /// <param name="comer">The number of who comes.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The turn, which whoever has it ends.</returns>
    public async Task<Turn> TakeAsync(long comer, CancellationToken ct)
    {
        if (Wait(comer) is not { } turn)
            return new Turn(this);
        // Who gives up stays in the queue and is passed over.
        await using var giving = ct.UnsafeRegister(static (waits, token) => ((TaskCompletionSource)waits!).TrySetCanceled(token), turn);
        await turn.Task;
        return new Turn(this);
    }

    private TaskCompletionSource? Wait(long comer)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return null;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, comer);
            return turn;
        }
    }

    private void PassOn()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var turn, out _))
            {
                if (turn.TrySetResult())
                    return;
            }

            _free++;
        }
    }

    /// <summary>One program's turn.</summary>
    internal sealed class Turn : IDisposable
    {
        private readonly HubTurns _turns;
        private readonly ITimer _end;
        private readonly long _began;
        private int _left;
        private int _hasEnded;

        public Turn(HubTurns turns)
        {
            _turns = turns;
            _began = turns._time.GetTimestamp();
            _end = turns._time.CreateTimer(static turn => ((Turn)turn!).Dispose(), this, Longest, Timeout.InfiniteTimeSpan);
        }

        /// <summary>It is told of its places, of which it has yet to follow so many.</summary>
        public void Told(int left) => Wait(_left = left);

        /// <summary>It follows one more.</summary>
        public void Follows() => Wait(--_left);

        private void Wait(int left)
        {
            if (left <= 0 || _turns._time.GetElapsedTime(_began) > Longest)
                Dispose();
            else if (Volatile.Read(ref _hasEnded) == 0)
                _end.Change(Idle, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
                return;
            _end.Dispose();
            _turns.PassOn();
        }
    }
}
