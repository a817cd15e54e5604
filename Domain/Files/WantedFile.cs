using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Files;

/// <summary>A file that was uploaded and is to go with a message.</summary>
/// <param name="Id">The file.</param>
/// <param name="Alt">Of a picture: what there is to see; null or empty when nobody said.</param>
public sealed record WantedFile(FileId Id, string? Alt = null);
