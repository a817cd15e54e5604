using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Consumers;

/// <summary>An event that a consumer could not take. The rest of its stream has gone on past it.</summary>
/// <param name="Id">Names it in addresses: the text of its <see cref="ParkedKey"/>.</param>
/// <param name="Consumer">Who could not take it.</param>
/// <param name="Stream">Where it happened; null for what belongs to no stream.</param>
/// <param name="Version">Its place in the stream's order; null for what belongs to no stream.</param>
/// <param name="Kind">What happened, e.g. <c>message.posted</c>.</param>
/// <param name="Error">Kind and place of the failure, never what people wrote.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="HappenedAt">When it happened.</param>
/// <param name="ParkedAt">When it was parked.</param>
/// <param name="RetryRequestedAt">When somebody asked to have it tried again; null when nobody did since it last failed.</param>
public sealed record ParkedEvent(
    string Id, string Consumer, StreamId? Stream, long? Version, string Kind, string Error, int Attempts, DateTimeOffset HappenedAt,
    DateTimeOffset ParkedAt, DateTimeOffset? RetryRequestedAt);

/// <summary>What tells parked events apart: consumer, stream and version.</summary>
public sealed record ParkedKey(string Consumer, StreamId Stream, long Version)
{
    /// <summary>Parts with dots between, e.g. <c>channel-heads.1234.5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Consumer}.{Stream.Value}.{Version}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ParkedKey? key)
    {
        key = text?.Split('.') is [{ Length: > 0 and <= 40 } consumer, var stream, var version]
            && long.TryParse(stream, NumberStyles.None, CultureInfo.InvariantCulture, out var streamId)
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new ParkedKey(consumer, new StreamId(streamId), number)
                : null;
        return key is not null;
    }
}
