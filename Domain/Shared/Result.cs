using System.Diagnostics.CodeAnalysis;

namespace Collab.Domain.Shared;

/// <summary>Either a value or the reason why there is none. The one result type of the whole code base.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T value) => _value = value;

    private Result(Error error) => Error = error;

    /// <summary>The reason, when there is no value.</summary>
    public Error? Error { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value; asking for it without one is a bug and throws.</summary>
    public T Value => Error is null
        ? _value! // set by the only constructor that leaves Error null
        : throw new InvalidOperationException($"No value: {Error.Code}.");

    /// <summary>Takes the value when there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Error? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Error error) => new(error);
}

/// <summary>Helps where C# cannot convert implicitly: interfaces.</summary>
public static class Result
{
    /// <summary>A success.</summary>
    public static Result<T> Of<T>(T value) => value;
}
