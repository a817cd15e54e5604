using Lucene.Net.Analysis;

namespace Collab.Search.Lucene;

/// <summary>Texts come to Lucene already taken apart; whoever forgets that gets an exception.</summary>
internal sealed class NoAnalysis : Analyzer
{
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
        throw new InvalidOperationException($"The field {fieldName} was given as a text.");
}
