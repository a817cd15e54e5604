using Collab.Domain.Shared;

namespace Collab.Web.Components.Entry;

/// <summary>Why a form was not taken, as its page shows it.</summary>
/// <param name="Field">The field that it is about; null for the whole form.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Wait">How long to wait before the next try; null for not at all.</param>
public sealed record FormProblem(string? Field, string Message, TimeSpan? Wait = null)
{
    /// <summary>The problem of an error.</summary>
    public static FormProblem Of(Error error) =>
        error switch
        {
            Error.Invalid invalid => new FormProblem(invalid.Field, invalid.Say()),
            Error.TooMany tooMany => new FormProblem(null, tooMany.Say(), tooMany.RetryAfter),
            _ => new FormProblem(null, error.Say()),
        };

    /// <summary>The status of the answer that shows it. A page with a marked field is a good answer: browsers report others as failures.</summary>
    public int Status => Wait is null ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests;

    /// <summary>The wait in whole seconds, never less than one.</summary>
    public int? WaitSeconds => Wait is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;
}
