using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;

namespace Collab.Web.Components.Workspaces;

/// <summary>Answers browsers that ask what became of what they have kept.</summary>
public sealed class KeptReader(ReviewKept review)
{
    /// <summary>The answers; what does not look like a window is said to be gone.</summary>
    public async Task<IReadOnlyList<KeptAnswer>?> ReviewAsync(Actor actor, IReadOnlyList<KeptAsked> asked, CancellationToken ct)
    {
        var windows = new List<KeptWindow>();
        var answers = new List<KeptAnswer>();
        foreach (var window in asked.Take(ReviewKept.MaxWindows))
        {
            if (StreamId.TryParse(window.Stream, null, out var stream))
                windows.Add(new KeptWindow(stream, window.Version, window.From, window.To));
            else
                answers.Add(new KeptAnswer(window.Stream, 0, true, false, 0, []));
        }

        if (!(await review.ExecuteAsync(actor, windows, ct)).TryGet(out var reviews, out _))
            return null;
        answers.AddRange(reviews.Select(r => new KeptAnswer(r.Stream.ToString(), r.Version, r.State == KeptState.Gone, r.State == KeptState.Away, r.Cleared, r.Seqs)));
        return answers;
    }
}

/// <summary>A window that a browser has kept.</summary>
/// <param name="Stream">Of which place.</param>
/// <param name="Version">With the place's events up to this one.</param>
/// <param name="From">Its first message.</param>
/// <param name="To">Its last message.</param>
public sealed record KeptAsked(string Stream, long Version, long From, long To);

/// <summary>What the browser does with it.</summary>
/// <param name="Stream">Of which place.</param>
/// <param name="Version">It is right up to this one then.</param>
/// <param name="IsGone">Lets go of all of it.</param>
/// <param name="IsLater">Asks again later.</param>
/// <param name="Cleared">Lets go of messages up to this number.</param>
/// <param name="Seqs">And of these.</param>
public sealed record KeptAnswer(string Stream, long Version, bool IsGone, bool IsLater, long Cleared, IReadOnlyList<long> Seqs);
