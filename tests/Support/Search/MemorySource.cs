using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Support.Search;

/// <summary>Streams and messages in memory, to be indexed.</summary>
public sealed class MemorySource : ISearchSource
{
    private readonly SortedDictionary<long, (StreamView Head, List<MessageView> Messages)> _streams = [];

    /// <summary>Called before a bucket is read.</summary>
    public Action<Bucket> OnBucket { get; set; } = _ => { };

    /// <summary>Adds a channel with messages of these texts.</summary>
    public StreamView Add(SearchWorld world, StreamId id, params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(world);
        var head = new StreamView
        {
            Id = id,
            Kind = StreamKind.Channel,
            Organization = world.Organization,
            CreatedBy = new UserId(1),
            CreatedAt = SearchWorld.Now,
            LastSeq = texts.Length,
            Version = texts.Length,
        };
        _streams[id.Value] = (head, [.. texts.Select((text, i) => Message(world, id, i + 1, text))]);
        return head;
    }

    /// <summary>The messages of a stream.</summary>
    public IList<MessageView> MessagesOf(StreamId stream) => _streams[stream.Value].Messages;

    public Task<StreamView?> FindHeadAsync(StreamId stream, CancellationToken ct) =>
        Task.FromResult(_streams.TryGetValue(stream.Value, out var found) ? found.Head : null);

    public Task<IReadOnlyList<MessageView>> ListMessagesAsync(StreamId stream, long after, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<MessageView>>([.. _streams[stream.Value].Messages.Where(m => m.Seq > after).Take(limit)]);

    public Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct)
    {
        OnBucket(bucket);
        return Task.FromResult<IReadOnlyList<StreamView>>(
            [.. _streams.Values.Select(s => s.Head).Where(h => h.Id.Bucket == bucket && h.Id > after).Take(limit)]);
    }

    private static MessageView Message(SearchWorld world, StreamId stream, long seq, string text) => new()
    {
        Stream = stream,
        Seq = seq,
        Id = new MessageId(world.Number()),
        Author = new UserId(1),
        ClientKey = $"{seq}",
        Text = text,
        Html = text,
        PostedAt = SearchWorld.Now,
        Revision = seq,
    };
}
