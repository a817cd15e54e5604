using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Makes a storable message of typed text: cleans, finds whom it names, renders.</summary>
public sealed class MessageComposer(IMessageText texts, IPeopleStore people, IChannelDirectory channels, ISeatStore seats, IIdSource ids)
{
    // Far above what code with annotations or a list of addresses needs.
    private const int MaxSigns = 800;

    /// <summary>
    /// Composes for a stream. <paramref name="audience"/> is the stream whose seats may be notified: for a thread its
    /// parent. A guest's message names only people who are seated there, so that it tells her of nobody else.
    /// </summary>
    public async Task<Result<NewMessage>> ComposeAsync(Actor actor, StreamView audience, string? typed, string? clientKey, CancellationToken ct)
    {
        if (!MessageText.Parse(typed).TryGet(out var text, out var error) || !ClientKey.Parse(clientKey).TryGet(out var key, out error))
            return error;
        // Counted before parsing: a text that names a crowd is shown unformatted and would mention nobody without a word.
        if (CountSigns(text.Value) > MaxSigns)
            return TooManyMentions();
        var parsed = texts.Parse(text.Value);
        if (parsed.Handles.Count > 2 * MessageText.MaxMentions)
            return TooManyMentions();
        var named = await FindPeopleAsync(audience, parsed, ct);
        if (named.Count > MessageText.MaxMentions)
            return TooManyMentions();
        var seated = named.Count == 0
            ? new HashSet<UserId>()
            : await seats.WhoIsSeatedAsync(audience.Id, [.. named.Select(p => p.Id)], ct);
        if (named.Any(p => !seated.Contains(p.Id)) && (await FindAuthorAsync(actor, ct))?.IsGuest != false)
            named = [.. named.Where(p => seated.Contains(p.Id))];
        var names = new MentionNames(
            named.ToDictionary(p => p.Handle, p => new MentionedPerson(p.Id.Value, p.DisplayName)),
            await FindChannelsAsync(audience, parsed, ct));
        return new NewMessage(
            ids.Next<MessageId>(), key, text.Value, parsed.Render(names), [.. named.Select(p => p.Id).Where(seated.Contains)], BroadcastOf(audience, parsed));
    }

    private static int CountSigns(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] == '@' && (i == 0 || char.IsWhiteSpace(text[i - 1])) && char.IsLetterOrDigit(text[i + 1]))
                count++;
        }

        return count;
    }

    private static Error.Invalid TooManyMentions() =>
        new("message.too_many_mentions", $"A message can mention at most {MessageText.MaxMentions} people. Use @channel to reach everybody.", "text");

    private static Broadcast BroadcastOf(StreamView audience, ParsedText parsed) =>
        audience.Kind is not StreamKind.Channel ? Broadcast.None
        : parsed.MentionsChannel ? Broadcast.Channel
        : parsed.MentionsHere ? Broadcast.Here
        : Broadcast.None;

    private async Task<IReadOnlyList<Person>> FindPeopleAsync(StreamView audience, ParsedText parsed, CancellationToken ct) =>
        parsed.Handles.Count == 0 ? [] : await people.FindByHandlesAsync(audience.Organization, parsed.Handles, ct);

    private async Task<Person?> FindAuthorAsync(Actor actor, CancellationToken ct) =>
        (await people.FindAsync([actor.User], ct)).SingleOrDefault();

    private async Task<Dictionary<string, MentionedChannel>> FindChannelsAsync(StreamView audience, ParsedText parsed, CancellationToken ct)
    {
        if (parsed.ChannelNames.Count == 0 || audience.Workspace is not { } workspace)
            return [];
        var found = await channels.FindByNamesAsync(workspace, [.. parsed.ChannelNames.Take(MessageText.MaxMentions)], ct);
        return found
            .Where(c => c.Visibility != ChannelVisibility.Private || c.Id == audience.Id)
            .ToDictionary(c => c.Name, c => new MentionedChannel(c.Id.Value, c.Name));
    }
}
