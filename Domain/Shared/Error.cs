namespace Collab.Domain.Shared;

/// <summary>
/// An expected outcome that is not success: a closed set, mapped in one place for the API and in one for the page.
/// Bugs and outages are exceptions, never errors.
/// </summary>
public abstract record Error
{
    private Error(string code, ErrorText said) => (Code, Said) = (code, said);

    /// <summary>Stable, for programs: lower case with dots, e.g. <c>message.too_long</c>.</summary>
    public string Code { get; }

    /// <summary>For people, with its values apart: what happened and what to do.</summary>
    public ErrorText Said { get; }

    /// <summary>The same as one English sentence.</summary>
    public string Message => Said.ToString();

    /// <summary>It does not exist, or the actor may not know that it does: the two are never told apart.</summary>
    public sealed record NotFound() : Error("not_found", "This is not here, or you do not have access.");

    /// <summary>The actor may see the thing, but not do this to it.</summary>
    public sealed record Forbidden(string ErrorCode, ErrorText Text) : Error(ErrorCode, Text);

    /// <summary>The request itself is wrong; <paramref name="Field"/> names the offending field in camel case.</summary>
    public sealed record Invalid(string ErrorCode, ErrorText Text, string Field) : Error(ErrorCode, Text);

    /// <summary>The state of the thing forbids it: a taken name, an archived channel.</summary>
    public sealed record Conflict(string ErrorCode, ErrorText Text) : Error(ErrorCode, Text);

    /// <summary>Too many requests of this kind by this person; the next one is taken after <paramref name="RetryAfter"/>.</summary>
    public sealed record TooMany(TimeSpan RetryAfter, string ErrorCode, ErrorText Text) : Error(ErrorCode, Text)
    {
        /// <summary>The usual sentence.</summary>
        public TooMany(TimeSpan retryAfter)
            : this(retryAfter, "too_many_requests", "You are doing this too fast. Wait a moment, then try again.")
        {
        }
    }

    /// <summary>A part that is needed cannot be reached or is overloaded at the moment; nothing was changed.</summary>
    public sealed record Unavailable(string ErrorCode, ErrorText Text) : Error(ErrorCode, Text);
}
