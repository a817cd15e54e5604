namespace Collab.Infrastructure.Files;

/// <summary>The folder of the bytes of files.</summary>
/// <param name="Path">Its full path.</param>
public sealed record FilesFolder(string Path);
