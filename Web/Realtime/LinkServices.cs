using Collab.Domain.Presence;
using Collab.Domain.Receipts;

namespace Collab.Web.Realtime;

/// <summary>What a link needs besides the places.</summary>
/// <param name="Presence">Counts her connection.</param>
/// <param name="Availability">How people can be reached.</param>
/// <param name="Deliveries">Told of what has arrived.</param>
/// <param name="Preferences">What the person has set for all her devices.</param>
/// <param name="Favourites">Whom she keeps at the top of her contacts.</param>
/// <param name="Saved">Which messages she keeps.</param>
/// <param name="Receipts">What she may see of who has read.</param>
/// <param name="Recall">What she may take back, and what was.</param>
/// <param name="References">What messages on the page refer to.</param>
/// <param name="Kept">What the browser must let go of what it has kept.</param>
/// <param name="Threads">The threads that she follows.</param>
/// <param name="Gate">Lets a batch paint once.</param>
/// <param name="Log">Where faults are noted.</param>
public sealed record LinkServices(
    IPresence Presence, Availability Availability, Deliveries Deliveries, OwnPreferences Preferences, Favourites Favourites, SavedMarks Saved, ReceiptSight Receipts, RecallSight Recall,
    ReferenceBook References, KeptNews Kept, FollowedThreads Threads, RenderGate Gate, ILogger<CircuitLink> Log);
