using Collab.Domain.Shared;

namespace Collab.Web.Hubs;

/// <summary>What a call of the hub returns: a value, or why there is none. The codes are those of the API.</summary>
/// <param name="Value">The value; null when there is an error.</param>
/// <param name="Error">The error; null when there is a value.</param>
internal sealed record HubAnswer<T>(T? Value, HubError? Error)
    where T : class
{
    /// <summary>Of a use case's result.</summary>
    public static HubAnswer<T> Of(Result<T> result) =>
        result.TryGet(out var value, out var error) ? new HubAnswer<T>(value, null) : new HubAnswer<T>(null, HubError.Of(error));

    /// <summary>A refusal.</summary>
    public static HubAnswer<T> Refused(Error error) => new(null, HubError.Of(error));
}

/// <summary>Why a call was refused.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Field">The offending parameter.</param>
/// <param name="RetryAfterMs">When to come again; null when coming again would not help.</param>
internal sealed record HubError(string Code, string Message, string? Field, long? RetryAfterMs)
{
    /// <summary>Of an error.</summary>
    public static HubError Of(Error error) =>
        new(error.Code, error.Message, (error as Error.Invalid)?.Field, RetryAfterOf(error));

    // As by the API: what is away is asked for again, with the same key, and may be there already.
    private static long? RetryAfterOf(Error error) =>
        error switch
        {
            Error.TooMany many => (long)Math.Ceiling(many.RetryAfter.TotalMilliseconds),
            Error.Unavailable => 1000,
            _ => null,
        };
}
