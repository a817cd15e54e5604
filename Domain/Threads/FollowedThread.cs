using Collab.Domain.Messages;
using Collab.Domain.Streams;

namespace Collab.Domain.Threads;

/// <summary>A thread that a person follows.</summary>
/// <param name="Place">The thread with her own state in it.</param>
/// <param name="Root">The message that it belongs to; without its text when she has deleted it for herself.</param>
public sealed record FollowedThread(PlaceView Place, MessageView Root);
