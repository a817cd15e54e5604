using Collab.Domain.Channels;
using Collab.Domain.Contacts;
using Collab.Domain.Expiry;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Preferences;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Infrastructure.Tests.Sync;

/// <summary>What people do, in places that come and go.</summary>
internal sealed class SyncWorld(House house, Actor[] people)
{
    private readonly List<StreamId> _places = [];
    private int _names;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public List<StreamId> Threads { get; } = [];

    public async Task BeginAsync()
    {
        _places.Add((await house.ChannelAsync(people[0], "open")).Id);
        _places.Add((await house.ChannelAsync(people[1], "closed", ChannelVisibility.Private)).Id);
        _places.Add((await house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(people[0], [people[1].User]), Ct)).Value.Id);
        await house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(people[1], _places[1], [.. people.Select(p => p.User)]), Ct);
        foreach (var person in people)
            await house.Get<JoinChannel>().ExecuteAsync(person, _places[0], Ct);
    }

#pragma warning disable CA5394
    public async Task ActAsync(Random random)
    {
        var who = people[random.Next(people.Length)];
        var other = people[random.Next(people.Length)];
        var isThread = Threads.Count > 0 && random.Next(4) == 0;
        var stream = isThread ? Threads[random.Next(Threads.Count)] : _places[random.Next(_places.Count)];
        var seq = random.NextInt64(1, 12);
        var text = $"said {random.Next()} @{(random.Next(3) == 0 ? "bo" : "nobody")}";
        // Whoever may not do it is refused, and nothing has happened.
        switch (random.Next(28))
        {
            case 0 or 1 or 2 or 3 or 4:
                await house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(who, stream, text, house.NewKey()), Ct);
                break;
            case 5 or 6:
                await house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(who, stream, seq, text), Ct);
                break;
            case 7:
                await house.Get<RecallMessage>().ExecuteAsync(who, stream, seq, Ct);
                break;
            case 8:
                await house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(who, stream, seq, "👍", random.Next(3) > 0), Ct);
                break;
            case 9 or 10 when !isThread:
                if ((await house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(who, stream, seq, text, house.NewKey()), Ct)).TryGet(out var reply, out _) && !Threads.Contains(reply.Stream))
                    Threads.Add(reply.Stream);
                break;
            case 11 or 12:
                await house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(who, stream, [seq], random.Next(3) > 0), Ct);
                break;
            case 13:
                await house.Get<ClearHistory>().ExecuteAsync(who, stream, Ct);
                break;
            case 14:
                await house.Get<RestoreHistory>().ExecuteAsync(who, stream, null, Ct);
                break;
            case 15 or 16:
                await house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(who, stream, seq), Ct);
                break;
            case 17:
                await house.Get<MutePlace>().ExecuteAsync(who, stream, random.Next(2) == 0 ? null : house.Time.GetUtcNow().AddDays(1), Ct);
                break;
            case 18:
                await house.Get<StarPlace>().ExecuteAsync(who, stream, random.Next(2) == 0, Ct);
                break;
            case 19:
                await house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(who, stream, seq, random.Next(4) == 0 ? null : SavedState.InProgress), Ct);
                break;
            case 20:
                await house.Get<SetFavourite>().ExecuteAsync(who, other.User, random.Next(2) == 0, Ct);
                break;
            case 21:
                await house.Get<SetPreference>().ExecuteAsync(who, PreferenceNames.HidesLastSeen, random.Next(2) == 0 ? "true" : null, Ct);
                break;
            case 22:
                await house.Get<LeaveChannel>().ExecuteAsync(who, stream, Ct);
                break;
            case 23:
                await house.Get<JoinChannel>().ExecuteAsync(who, stream, Ct);
                await house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(who, stream, [other.User]), Ct);
                break;
            case 24:
                await house.Get<SetPin>().ExecuteAsync(new SetPinRequest(who, stream, seq, random.Next(3) > 0), Ct);
                await house.Get<SetTopic>().ExecuteAsync(who, stream, text, null, Ct);
                break;
            case 25:
                await house.Get<SetLifetime>().ExecuteAsync(who, stream, random.Next(3) == 0 ? null : ExpiryRules.MinSeconds, Ct);
                break;
            case 26:
                await house.Get<ExpireMessages>().ExecuteAsync(Ct);
                break;
            default:
                await house.Get<SetHistoryPolicy>().ExecuteAsync(house.Owner, random.Next(2) == 0 ? HistoryPolicy.All : HistoryPolicy.SinceJoining, Ct);
                if (_places.Count < 6 && (await house.Get<CreateChannel>().ExecuteAsync(new CreateChannelRequest(who, house.Workspace.Id, $"made {_names++}", random.Next(2) == 0 ? ChannelVisibility.Public : ChannelVisibility.Private), Ct)).TryGet(out var made, out _))
                    _places.Add(made.Id);
                break;
        }
    }
#pragma warning restore CA5394
}
