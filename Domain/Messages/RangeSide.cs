namespace Collab.Domain.Messages;

/// <summary>On which side of an anchor a page lies.</summary>
public enum RangeSide
{
    /// <summary>Older, the anchor not included.</summary>
    Before,

    /// <summary>Newer, the anchor not included.</summary>
    After,

    /// <summary>Half on each side, the anchor included.</summary>
    Around,
}
