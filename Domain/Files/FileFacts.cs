namespace Collab.Domain.Files;

/// <summary>What is known of a file when all of it has arrived.</summary>
/// <param name="MediaType">What its first bytes say that it is.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Its digest, 64 hexadecimal digits.</param>
/// <param name="Width">Of a picture that can be decoded: its width, turned the right way up, in pixels.</param>
/// <param name="Height">The same for its height.</param>
/// <param name="HasPreview">There is a small picture of it.</param>
public sealed record FileFacts(string MediaType, long Size, string Sha256, int? Width = null, int? Height = null, bool HasPreview = false);
