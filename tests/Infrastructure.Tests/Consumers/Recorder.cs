using System.Collections.Concurrent;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>A consumer that writes down what it was given, and fails where a test wants it to.</summary>
internal sealed class Recorder(params Type[] wants) : IEventConsumer
{
    private static readonly Type[] Everything =
    [
        typeof(MessagePosted), typeof(MessageEdited), typeof(ReactionsChanged), typeof(ThreadReplied), typeof(FilesRead), typeof(PinChanged), typeof(MessageRecalled), typeof(MessageExpired), typeof(StreamChanged), typeof(MembersJoined), typeof(MembersLeft),
    ];

    private readonly ConcurrentQueue<(StreamId Stream, long Version)> _handled = new();
    private readonly ConcurrentQueue<(StreamId Stream, bool IsComplete)> _calls = new();

    // No other test has cursors or a lease under this name.
    public string Name { get; init; } = $"t-{Guid.CreateVersion7():N}";

    public IReadOnlyCollection<Type> Wants { get; } = wants.Length > 0 ? wants : Everything;

    /// <summary>What goes wrong with an event; null for nothing.</summary>
    public Func<DomainEvent, Exception?> Fails { get; set; } = _ => null;

    /// <summary>Runs when events of a stream were written down, before the consumer is done.</summary>
    public Func<StreamEvents, Task> Then { get; set; } = _ => Task.CompletedTask;

    public async Task HandleAsync(StreamEvents happened, CancellationToken ct)
    {
        _calls.Enqueue((happened.Stream, happened.IsComplete));
        foreach (var one in happened.Events)
        {
            if (Fails(one) is { } error)
                throw error;
            _handled.Enqueue((one.Stream, one.Version));
        }

        await Then(happened);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Versions of a stream in the order in which they were given, repeated ones too.</summary>
    public IReadOnlyList<long> Given(StreamId stream) => [.. _handled.Where(h => h.Stream == stream).Select(h => h.Version)];

    /// <summary>Versions of a stream in the order in which they were given for the first time.</summary>
    public IReadOnlyList<long> FirstGiven(StreamId stream) => [.. Given(stream).Distinct()];

    /// <summary>Whether each call for a stream was complete.</summary>
    public IReadOnlyList<bool> Completeness(StreamId stream) => [.. _calls.Where(c => c.Stream == stream).Select(c => c.IsComplete)];
}
