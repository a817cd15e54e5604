using System.Text.Json;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Infrastructure.Tests.Presence;

/// <summary>Two nodes' boards on one bus and one clock.</summary>
public abstract class PresenceBoards : IDisposable
{
    private int _ticks;

    protected PresenceBoards()
    {
        (Here, There) = (new PresenceBoard(Bus, Time), new PresenceBoard(Bus, Time));
        Here.Changed += ChangedHere.AddRange;
        There.Changed += ChangedThere.AddRange;
    }

    protected static UserId Ada { get; } = new(1001);

    protected static UserId Bo { get; } = new(1002);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    private protected DirectBus Bus { get; } = new();

    private protected PresenceBoard Here { get; }

    private protected PresenceBoard There { get; }

    protected List<UserId> ChangedHere { get; } = [];

    protected List<UserId> ChangedThere { get; } = [];

    public void Dispose()
    {
        Here.Dispose();
        There.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Pass(int seconds) => Pass(seconds, Here, There);

    private protected void PassHere(int seconds) => Pass(seconds, Here);

    // As the worker does, once a second.
    private protected void Pass(int seconds, params PresenceBoard[] boards)
    {
        for (var i = 0; i < seconds; i++, _ticks++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var board in boards)
                Tick(board, _ticks % 10 == 0);
        }
    }

    private protected void Tick(PresenceBoard board, bool isDue)
    {
        board.Flush();
        foreach (var signal in board.Collect(isDue))
            Bus.Send(signal);
    }

    private protected long Bytes() => Bus.Sent.Sum(n => JsonSerializer.SerializeToUtf8Bytes(n, Json.Options).LongLength);

    private protected PresenceSignal Last() => (PresenceSignal)Bus.Sent[^1];

    private protected void Forget()
    {
        ChangedHere.Clear();
        ChangedThere.Clear();
    }
}
