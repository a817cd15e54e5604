namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>Another process has taken the move over: this one must touch nothing any more.</summary>
internal sealed class MoveLostException(string message) : Exception(message);
