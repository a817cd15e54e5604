using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Decides who may post in a channel, what the others may do, and how fast; its managers.</summary>
public sealed class ChangePosting(StreamAccess access, IStreamStore streams, AuditTrail audit)
{
    /// <summary>Returns the head as it is now. It holds from the next message on, on every node.</summary>
    public async Task<Result<StreamView>> ExecuteAsync(ChangePostingRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, Rights.Manage, ct)).TryGet(out var seat, out var error))
            return error;
        if (seat.Stream.Kind != StreamKind.Channel)
            return new Error.Invalid("channel.not_a_channel", "Only channels have posting rights.", "stream");
        if (request.Posting is { } posting && !Enum.IsDefined(posting))
            return new Error.Invalid("channel.posting_invalid", "Everyone posts, managers do, or selected people.", "posting");
        if (request.SlowModeSeconds is < 0 or > StreamRules.MaxSlowModeSeconds)
            return new Error.Invalid("channel.slow_mode_invalid", $"Slow mode is between 0 and {StreamRules.MaxSlowModeSeconds} seconds.", "slowModeSeconds");
        var change = new StreamChange
        {
            Posting = request.Posting,
            ThreadOnly = request.ThreadOnly,
            SlowModeSeconds = request.SlowModeSeconds,
            Audit = Entry(request, seat.Stream),
        };
        return await streams.ChangeAsync(seat, change, ct);
    }

    private AuditEntry Entry(ChangePostingRequest request, StreamView before) => audit.Entry(
        request.Actor, AuditActs.ChannelPostingChanged, $"channel:{before.Id}",
        ("from", Said(before.Posting, before.ThreadOnly, before.SlowModeSeconds)),
        ("to", Said(request.Posting ?? before.Posting, request.ThreadOnly ?? before.ThreadOnly, request.SlowModeSeconds ?? before.SlowModeSeconds)));

    private static string Said(PostingPolicy posting, bool threadOnly, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"posting {posting}, threads {(threadOnly ? "open" : "closed")}, slow mode {seconds} s");
}

/// <summary>Who may post where; what is null stays.</summary>
/// <param name="Actor">A manager of the channel.</param>
/// <param name="Stream">The channel.</param>
/// <param name="Posting">Who may post.</param>
/// <param name="ThreadOnly">Whether the others still write in threads and react.</param>
/// <param name="SlowModeSeconds">Seconds between two messages of one person; 0 for none.</param>
public sealed record ChangePostingRequest(
    Actor Actor, StreamId Stream, PostingPolicy? Posting = null, bool? ThreadOnly = null, int? SlowModeSeconds = null);
