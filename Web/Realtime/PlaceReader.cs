using System.Collections.Frozen;
using Collab.Domain.Edits;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Preferences;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Domain.Threads;

namespace Collab.Web.Realtime;

/// <summary>The use cases that read places.</summary>
/// <param name="Messages">Reads history.</param>
/// <param name="CatchUp">Reads what was missed.</param>
/// <param name="Place">Opens one place.</param>
/// <param name="Places">Reads the sidebar.</param>
/// <param name="Preferences">Reads what is set for all devices.</param>
/// <param name="Calls">Reads what calls one besides one's name.</param>
/// <param name="Threads">Reads which threads one follows.</param>
/// <param name="Receipts">Reads what is decided about receipts.</param>
/// <param name="Saved">Reads what one keeps for later.</param>
/// <param name="Recall">Reads what is decided about recall.</param>
/// <param name="Edits">Reads what is decided about edits.</param>
/// <param name="Hidden">Reads what one has deleted for oneself.</param>
/// <param name="Root">Reads what a thread belongs to.</param>
/// <param name="People">Puts names to ids.</param>
/// <param name="Shared">Holds each message once.</param>
public sealed record PlaceReader(
    ListMessages Messages, CatchUp CatchUp, GetPlace Place, ListPlaces Places, ListPreferences Preferences, GetCallSubjects Calls,
    GetThreadBook Threads, GetReceiptPolicy Receipts, ListSavedMarks Saved, GetRecallPolicy Recall, GetEditPolicy Edits, ListHiddenSeqs Hidden, GetThreadRoot Root, PeopleCache People, SharedMessages Shared)
{
    private static readonly PlaceList Nothing = new([], Enumerable.Range(0, Bucket.Count).Select(i => new Bucket((short)i)).ToFrozenSet());

    /// <summary>The sidebar, or what of it can be read.</summary>
    public async Task<PlaceList> ListPlacesAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Places.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return Nothing;
        }
    }

    /// <summary>Which threads one follows, as far as they can be read.</summary>
    public async Task<ThreadBook> ReadThreadsAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Threads.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return new ThreadBook([], [], true);
        }
    }

    /// <summary>What the organization has decided about receipts; null when it cannot be read now.</summary>
    public async Task<ReceiptPolicy?> FindReceiptPolicyAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            var settings = await Receipts.ExecuteAsync(actor, ct);
            return settings.Policy();
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>What is decided about recall; null when it cannot be read now.</summary>
    public async Task<RecallRules?> FindRecallRulesAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Recall.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>What is decided about edits; null when it cannot be read now.</summary>
    public async Task<EditRules?> FindEditRulesAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Edits.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>What is set for all devices; null when it cannot be read now.</summary>
    public async Task<IReadOnlyList<Preference>?> ListPreferencesAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Preferences.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>What one keeps for later; null when it cannot be read now.</summary>
    public async Task<IReadOnlyList<SavedMessage>?> ListSavedAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Saved.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>What calls one besides one's name; null when it cannot be read now.</summary>
    public async Task<CallSubjects?> FindCallsAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await Calls.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }
}
