namespace Collab.Domain.Shared.Events;

/// <summary>Something that a consumer needs cannot be reached: no fault of the event, which comes again later.</summary>
public sealed class OutageException(string message, Exception? inner = null) : Exception(message, inner);
