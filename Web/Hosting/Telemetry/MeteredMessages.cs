using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Counts what is stored, whoever posts it: page, API or hub.</summary>
internal sealed class MeteredMessages(IMessageStore messages, CollabMetrics metrics) : IMessageStore
{
    /// <inheritdoc />
    public async Task<Result<MessageView>> PostAsync(Seat seat, NewMessage message, CancellationToken ct) =>
        Counted(await messages.PostAsync(seat, message, ct));

    /// <inheritdoc />
    public async Task<Result<MessageView>> ReplyAsync(Seat parent, long rootSeq, NewMessage reply, CancellationToken ct) =>
        Counted(await messages.ReplyAsync(parent, rootSeq, reply, ct));

    /// <inheritdoc />
    public Task<Result<MessageView>> EditAsync(Seat seat, long seq, NewMessage edited, CancellationToken ct) => messages.EditAsync(seat, seq, edited, ct);

    /// <inheritdoc />
    public Task<MessagePage> ListAsync(Seat seat, MessageRange range, CancellationToken ct) => messages.ListAsync(seat, range, ct);

    /// <inheritdoc />
    public Task<MessageView?> FindAsync(Seat seat, long seq, CancellationToken ct) => messages.FindAsync(seat, seq, ct);

    /// <inheritdoc />
    public Task<MessageView?> FindSentAsync(Seat seat, ClientKey key, CancellationToken ct) => messages.FindSentAsync(seat, key, ct);

    /// <inheritdoc />
    public Task<long?> FindSinceAsync(Seat seat, DateTimeOffset since, CancellationToken ct) => messages.FindSinceAsync(seat, since, ct);

    /// <inheritdoc />
    public Task<IReadOnlyList<MessageEdit>> ListEditsAsync(Seat seat, long seq, CancellationToken ct) => messages.ListEditsAsync(seat, seq, ct);

    private Result<MessageView> Counted(Result<MessageView> posted)
    {
        if (posted.IsOk)
            metrics.MessagePosted();
        return posted;
    }
}
