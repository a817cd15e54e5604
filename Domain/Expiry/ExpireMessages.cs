using Collab.Domain.Recall;

namespace Collab.Domain.Expiry;

/// <summary>Empties all messages whose time has come. Several nodes may do it at once, and one that dies leaves the rest to the next.</summary>
public sealed class ExpireMessages(IExpiryStore expiries, RecalledFiles files)
{
    private const int PageSize = 500;
    private const int AtOnce = 50;

    /// <summary>Returns how many were emptied.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var (emptied, before) = (0, -1);
        // What cannot be emptied now, because its bucket moves, comes again with every page: the next round tries it.
        while (emptied > before && await expiries.ListDueAsync(PageSize, ct) is { Count: > 0 } due)
        {
            before = emptied;
            foreach (var ofStream in due.GroupBy(d => d.Stream, d => d.Seq))
            {
                foreach (var seqs in ofStream.Chunk(AtOnce))
                {
                    if (!(await expiries.ExpireAsync(ofStream.Key, seqs, ct)).TryGet(out var expired, out _))
                        continue;
                    await files.DeleteAsync(expired.Files);
                    emptied += expired.Count;
                }
            }
        }

        return emptied;
    }
}
