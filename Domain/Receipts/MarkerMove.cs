namespace Collab.Domain.Receipts;

/// <summary>In which direction a marker may move.</summary>
public enum MarkerMove
{
    /// <summary>The person read on.</summary>
    Forward,

    /// <summary>The person marked something unread.</summary>
    Back,
}
