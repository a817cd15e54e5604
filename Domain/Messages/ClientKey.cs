using Collab.Domain.Shared;

namespace Collab.Domain.Messages;

/// <summary>The client's own key for a message: the same key by the same author in the same stream is the same message.</summary>
public sealed record ClientKey
{
    /// <summary>Longest key.</summary>
    public const int MaxLength = 40;

    private ClientKey(string value) => Value = value;

    /// <summary>1–40 of letters, digits, dash and underscore.</summary>
    public string Value { get; }

    /// <summary>Checks a key.</summary>
    public static Result<ClientKey> Parse(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new ClientKey(text)
            : new Error.Invalid("message.client_key_invalid", "A client key has 1 to 40 letters, digits, dashes or underscores.", "clientKey");
}
