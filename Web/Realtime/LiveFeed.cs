using Collab.Domain.Messages;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>A feed that the circuit keeps up to date, with those who are typing in it.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Typing">Who is typing.</param>
/// <param name="Parent">For a thread: the stream of its root.</param>
public sealed record LiveFeed(MessageFeed Messages, TypingRoster Typing, StreamId? Parent)
{
    /// <summary>The stream.</summary>
    public StreamId Stream => Messages.Stream;

    /// <summary>How far the others have read.</summary>
    public ReaderMarks Readers { get; } = new(Messages.Stream, Messages.Reader);

    /// <summary>How many look at the place, as of a few seconds ago; null when it is no town hall.</summary>
    public int? Watching { get; private set; }

    /// <summary>That number changes.</summary>
    public event Action? WatchingChanged;

    /// <summary>Somebody began to type, or stopped.</summary>
    public event Action? TypingChanged;

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        Messages.Apply(notice);
        Readers.Apply(notice);
        if (notice is TownHalls.WatchingChanged watching && watching.Stream == Stream && Watching != watching.Watching)
        {
            Watching = watching.Watching;
            WatchingChanged?.Invoke();
        }

        if (notice is TypingSignal typing && Typing.Apply(typing))
            TypingChanged?.Invoke();
        if (notice is MessagePosted posted && posted.Stream == Stream && Typing.Stop(posted.Message.Author))
            TypingChanged?.Invoke();
    }
}
