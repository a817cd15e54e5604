using System.Text.Json;
using Collab.Search.Indexing;

namespace Collab.Search.Lucene;

/// <summary>What is kept beside the indices: which is searched, which is being built.</summary>
/// <param name="Schema">What and how the current one indexes: <see cref="Fields.Schema"/>.</param>
/// <param name="Current">The number of the folder that is searched.</param>
/// <param name="Building">The number of the folder that is built; the current one when there is nothing better to search; null when none is.</param>
/// <param name="Progress">How far that has come; null when it has not begun.</param>
/// <param name="Note">Why it is built, for an operator.</param>
internal sealed record LuceneState(string Schema, int Current, int? Building, BuildState? Progress, string? Note)
{
    private const string FileName = "state.json";

    /// <summary>A new index, to be filled with what there is.</summary>
    public static LuceneState New(int number, string? note) => new(Fields.Schema, number, number, null, note);

    /// <summary>Reads it; null when there is none, or none that can be read.</summary>
    public static LuceneState? Read(string root)
    {
        try
        {
            var path = Path.Combine(root, FileName);
            return File.Exists(path) ? JsonSerializer.Deserialize<LuceneState>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces it as a whole: whoever is killed leaves the old one or the new one.</summary>
    public void Write(string root)
    {
        var path = Path.Combine(root, FileName);
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
