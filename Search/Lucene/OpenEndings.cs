using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Collab.Search.Lucene;

/// <summary>The words of an index that begin with what was typed, for the last word of a phrase.</summary>
internal sealed class OpenEndings(IndexReader reader)
{
    /// <summary>The word itself and those that begin with it, at most so many.</summary>
    public Term[] Of(string beginning, int most)
    {
        var found = new List<Term>();
        var prefix = new BytesRef(beginning);
        if (MultiFields.GetTerms(reader, Fields.Words) is not { } terms)
            return [];
        var at = terms.GetEnumerator();
        for (var status = at.SeekCeil(prefix); status != TermsEnum.SeekStatus.END && found.Count < most; status = at.MoveNext() ? TermsEnum.SeekStatus.FOUND : TermsEnum.SeekStatus.END)
        {
            if (!StringHelper.StartsWith(at.Term, prefix))
                break;
            found.Add(new Term(Fields.Words, BytesRef.DeepCopyOf(at.Term)));
        }

        return [.. found];
    }
}
