namespace Collab.Domain.Files;

/// <summary>Reads the text of documents. A document that cannot be read, is broken or takes too much has no text; that is no error.</summary>
public interface IFileTexts
{
    /// <summary>Longest text, in UTF-16 units; the rest of a longer one is left out.</summary>
    const int MaxLength = 200_000;

    /// <summary>The text; null when there is none.</summary>
    /// <param name="mediaType">What it is: one that <see cref="MediaTypes.IsReadable"/> knows.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="ct">Gives up.</param>
    Task<string?> ReadAsync(string mediaType, Stream content, CancellationToken ct);
}
