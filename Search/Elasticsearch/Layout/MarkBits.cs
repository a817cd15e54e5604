using Collab.Domain.Search;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>Marks as the list of those that are set, which an index finds one by one.</summary>
internal static class MarkBits
{
    public static IEnumerable<long> Of(MessageMarks marks)
    {
        for (var bit = 1; bit <= (int)marks && bit > 0; bit <<= 1)
        {
            if (((int)marks & bit) != 0)
                yield return bit;
        }
    }
}
