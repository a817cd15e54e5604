using Collab.Domain.Shared;

namespace Collab.Domain.Files;

/// <summary>Which files of a place are wanted.</summary>
/// <param name="Kind">Of what kind; null for all.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record FileQuery(FileKind? Kind, Cursor? Cursor, int Limit);

/// <summary>Kinds of files that people tell apart; stored by number, so numbers never change.</summary>
public enum FileKind
{
    /// <summary>None of the others.</summary>
    Other = 0,

    /// <summary>A picture.</summary>
    Image = 1,

    /// <summary>A document, a sheet, slides, plain text.</summary>
    Document = 2,

    /// <summary>Sound.</summary>
    Audio = 3,

    /// <summary>Moving pictures.</summary>
    Video = 4,

    /// <summary>Files packed into one.</summary>
    Archive = 5,
}
