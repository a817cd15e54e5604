namespace Collab.Support.Oracle;

/// <summary>What became of a message, as far as its writer knows.</summary>
public enum SendOutcome
{
    /// <summary>No answer came; it may be stored or not.</summary>
    Unknown,

    /// <summary>It was answered with the message's number and id.</summary>
    Acknowledged,

    /// <summary>It was refused for good.</summary>
    Refused,
}

/// <summary>One message in a writer's journal. Its author and client key name it, however often it is sent.</summary>
public sealed class SentMessage(long stream, long author, string clientKey)
{
    private readonly Lock _lock = new();

    public long Stream => stream;

    public long Author => author;

    public string ClientKey => clientKey;

    public SendOutcome Outcome { get; private set; }

    /// <summary>The number it got; 0 until it is acknowledged.</summary>
    public long Seq { get; private set; }

    /// <summary>The id it got; 0 until it is acknowledged.</summary>
    public long Id { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Another answer to the same key than the one before; null when all answers agree.</summary>
    public string? Contradiction { get; private set; }

    public void Acknowledge(long seq, long id)
    {
        lock (_lock)
        {
            if (Outcome == SendOutcome.Acknowledged && (seq, id) != (Seq, Id))
                Contradiction = $"acknowledged as {Seq} ({Id}) and as {seq} ({id})";
            (Outcome, Seq, Id) = (SendOutcome.Acknowledged, seq, id);
        }
    }

    public void Refuse(string code)
    {
        lock (_lock)
            (Outcome, Refusal) = (Outcome == SendOutcome.Acknowledged ? Outcome : SendOutcome.Refused, code);
    }
}
