using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>One change of one index as bulk requests carry it: a line of what to do, and for a put the document in another.</summary>
internal sealed record BulkLine(MessageId Message, ReadOnlyMemory<byte> Bytes);
