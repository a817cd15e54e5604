namespace Collab.Domain.Shared;

/// <summary>One page of a list, with the cursor of the next one.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Hand it back to get the following page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Cursor? Next)
{
    /// <summary>A page with nothing on it.</summary>
    public static readonly Page<T> Empty = new([], null);
}
