using Collab.Domain.Recall;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>
/// Lets go of what was kept once no hold covers it: from the index first, so that it never has what storage has not, then the
/// message and its files. Several nodes may do it at once, and one that dies leaves the rest to the next. Where nothing is
/// searched there is no index.
/// </summary>
public sealed class SweepHeld(IHoldStore holds, IHeldMessages held, IEnumerable<HeldWords> words, RecalledFiles files)
{
    private const int PageSize = 200;

    /// <summary>Returns how many messages were let go; does nothing as long as no hold is released.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var released = await holds.ListUnsweptAsync(ct);
        if (released.Count == 0)
            return 0;
        var gone = 0;
        for (short bucket = 0; bucket < Bucket.Count; bucket++)
        {
            if (await SweepAsync(new Bucket(bucket), ct) is not { } count)
                return gone; // it is on its way to another shard: the next round begins anew
            gone += count;
        }

        await holds.NoteSweptAsync(released, ct);
        return gone;
    }

    private async Task<int?> SweepAsync(Bucket bucket, CancellationToken ct)
    {
        var (gone, after) = (0, (HeldKey?)null);
        do
        {
            var page = await held.ListUnheldAsync(bucket, after, PageSize, ct);
            if (page.Items.Count > 0)
            {
                foreach (var index in words)
                    await index.RemoveAsync(page.Items, ct);
                if (!(await held.DropAsync(bucket, [.. page.Items.Select(i => i.Key)], ct)).TryGet(out var dropped, out _))
                    return null;
                // A hold that was placed in between keeps them: they must be found as well.
                foreach (var index in words)
                    await index.PutBackAsync(dropped.Kept, ct);
                await files.DeleteAsync(dropped.Files);
                gone += page.Items.Count - dropped.Kept.Count;
            }

            after = page.Next;
        }
        while (after is not null);
        return gone;
    }
}
