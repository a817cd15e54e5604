using System.Globalization;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>How things are called in the cluster. A generation is one build of the whole; its indices have numbers by time.</summary>
internal sealed class IndexNames(ElasticsearchOptions options)
{
    /// <summary>The alias that searches use, and the template.</summary>
    public string Messages { get; } = $"{options.IndexPrefix}-messages";

    /// <summary>The alias of the generation that is being built.</summary>
    public string Building => $"{Messages}-building";

    /// <summary>A component template of this name, when there is one, adds settings of the operator's own.</summary>
    public string Custom => $"{Messages}@custom";

    /// <summary>All indices, whatever generation.</summary>
    public string Pattern => $"{Messages}-*";

    public string Index(int generation, int number) => string.Create(CultureInfo.InvariantCulture, $"{Messages}-{generation}-{number}");

    /// <summary>Reads the name of an index; false for what is none of ours.</summary>
    public bool TryRead(string index, out int generation, out int number)
    {
        (generation, number) = (0, 0);
        if (!index.StartsWith(Messages + '-', StringComparison.Ordinal))
            return false;
        var parts = index[(Messages.Length + 1)..].Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out generation)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
