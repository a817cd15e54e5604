namespace Collab.Domain.References;

/// <summary>How a message refers to another; stored by number, so numbers never change.</summary>
public enum ReferenceKind
{
    /// <summary>It passes the other on.</summary>
    Forward = 0,

    /// <summary>It answers what the other says.</summary>
    Quote = 1,
}
