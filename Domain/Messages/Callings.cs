using Collab.Domain.Notifications;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;

namespace Collab.Domain.Messages;

/// <summary>Finds whom a text calls other than by name: everybody, groups, those who watch a word. Each costs the same in every place, however many are in it.</summary>
public sealed class Callings(IBroadcastPolicies policies, IUserGroupDirectory groups, IWatchedKeywords keywords, IOnlineMembers online)
{
    /// <summary>Whether a text calls everybody; the policy's refusal when it may not.</summary>
    public async Task<Result<Broadcast>> BroadcastOfAsync(Seat audience, TypedMessage typed, ParsedText parsed, CancellationToken ct)
    {
        if (typed.IsQuiet)
            return Broadcast.Silent;
        var wanted = audience.Stream.Kind is not StreamKind.Channel ? Broadcast.None
            : parsed.MentionsChannel ? Broadcast.Channel
            : typed.Confirmation is not null ? Broadcast.Confirmation
            : parsed.MentionsHere ? Broadcast.Here
            : Broadcast.None;
        if (wanted == Broadcast.None || typed.Before == wanted || audience.Stream.MemberCount <= BroadcastRules.LargePlace)
            return wanted;
        return BroadcastRules.Refusal(audience, await policies.FindAsync(audience.Actor.Organization, ct)) is { } refusal ? refusal : wanted;
    }

    /// <summary>Whom <c>@here</c> calls; null when that is not what is called.</summary>
    public async Task<IReadOnlyList<Shared.Ids.UserId>?> HereAsync(Seat audience, Broadcast broadcast, CancellationToken ct) =>
        broadcast == Broadcast.Here ? await online.ListHereAsync(audience, ct) : null;

    /// <summary>The groups among handles that no person has, in channels and their threads.</summary>
    public async Task<IReadOnlyList<UserGroup>> GroupsAsync(StreamView audience, IReadOnlyCollection<string> handles, CancellationToken ct) =>
        handles.Count == 0 || audience.Workspace is not { } workspace ? [] : await groups.FindByHandlesAsync(workspace, handles, ct);

    /// <summary>The watched keywords in a text, in channels and their threads: in a chat every message is for oneself anyway.</summary>
    public ValueTask<IReadOnlyList<Shared.Ids.KeywordId>> KeywordsAsync(StreamView audience, Broadcast broadcast, string text, CancellationToken ct) =>
        audience.Kind == StreamKind.Channel && (broadcast is Broadcast.None or Broadcast.Here)
            ? keywords.FindAsync(audience.Organization, text, ct)
            : ValueTask.FromResult<IReadOnlyList<Shared.Ids.KeywordId>>([]);
}
