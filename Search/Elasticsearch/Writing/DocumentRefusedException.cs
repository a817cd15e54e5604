using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>Elasticsearch does not take a document, now or later: it does not fit the index. Others of the same changes were taken.</summary>
internal sealed class DocumentRefusedException(IReadOnlyList<DocumentRefusal> refusals)
    : Exception($"Elasticsearch refuses {refusals.Count} documents, such as {refusals[0].Message}: {refusals[0].ErrorType}.")
{
    /// <summary>Which, and why.</summary>
    public IReadOnlyList<DocumentRefusal> Refusals { get; } = refusals;
}

/// <summary>A document that was refused, with the type of the error: its reason may quote the text.</summary>
internal sealed record DocumentRefusal(MessageId Message, string ErrorType);
