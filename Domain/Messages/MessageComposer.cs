using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;

namespace Collab.Domain.Messages;

/// <summary>Makes a storable message of typed text: cleans, finds whom it names, renders.</summary>
public sealed class MessageComposer(IMessageText texts, IPeopleStore people, IChannelDirectory channels, ISeatStore seats, Callings callings, IFileCatalog files, IIdSource ids)
{
    // Far above what code with annotations or a list of addresses needs.
    private const int MaxSigns = 800;

    /// <summary>A file of a message is not its author's, was sent already, or is not kept any more.</summary>
    public static Error FileGone { get; } =
        new Error.Conflict("message.file_gone", "A file of this message is not there any more, or was sent already. Attach it again.");

    /// <summary>
    /// Composes for a stream. <paramref name="audience"/> is the author's seat in the stream whose seats may be notified: for a
    /// thread its parent. A guest's message names only people who are seated there, and no groups, so that it tells her of
    /// nobody else.
    /// </summary>
    public async Task<Result<NewMessage>> ComposeAsync(Seat audience, TypedMessage typed, CancellationToken ct)
    {
        if (!MessageText.Parse(typed.Text, typed.NeedsNoWords).TryGet(out var text, out var error) || !ClientKey.Parse(typed.ClientKey).TryGet(out var key, out error))
            return error;
        // Counted before parsing: a text that names a crowd is shown unformatted and would mention nobody without a word.
        if (CountSigns(text.Value) > MaxSigns)
            return TooManyMentions();
        var parsed = texts.Parse(text.Value);
        if (parsed.Handles.Count > 2 * MessageText.MaxMentions)
            return TooManyMentions();
        if (!(await callings.BroadcastOfAsync(audience, typed, parsed, ct)).TryGet(out var broadcast, out error)
            || !(await FindNamedAsync(audience, parsed, ct)).TryGet(out var named, out error)
            || !(await FindFilesAsync(audience, typed.Files, ct)).TryGet(out var attachments, out error))
            return error;
        var html = parsed.Render(await NamesAsync(audience.Stream, parsed, named, ct));
        var isQuiet = broadcast == Broadcast.Silent;
        return new NewMessage(ids.Next<MessageId>(), key, text.Value, html, isQuiet ? [] : named.Seated, broadcast)
        {
            Groups = isQuiet ? [] : [.. named.Groups.Select(g => g.Id)],
            Confirmation = typed.Confirmation,
            Attachments = attachments,
            References = typed.References,
            Here = await callings.HereAsync(audience, broadcast, ct),
            Keywords = await callings.KeywordsAsync(audience.Stream, broadcast, text.Value, ct),
        };
    }

    private async Task<Result<Named>> FindNamedAsync(Seat audience, ParsedText parsed, CancellationToken ct)
    {
        if (parsed.Handles.Count == 0)
            return Named.Nobody;
        var found = await people.FindByHandlesAsync(audience.Stream.Organization, parsed.Handles, ct);
        if (found.Count > MessageText.MaxMentions)
            return TooManyMentions();
        var groups = await callings.GroupsAsync(audience.Stream, [.. parsed.Handles.Except(found.Select(p => p.Handle))], ct);
        if (groups.Count > UserGroup.MaxPerMessage)
            return new Error.Invalid("message.too_many_groups", $"A message can call at most {UserGroup.MaxPerMessage} groups. Use @channel to reach everybody.", "text");
        var seated = found.Count == 0 ? new HashSet<UserId>() : await seats.WhoIsSeatedAsync(audience.Stream.Id, [.. found.Select(p => p.Id)], ct);
        var tellsMore = groups.Count > 0 || found.Any(p => !seated.Contains(p.Id));
        return tellsMore && (await FindAuthorAsync(audience.Actor, ct))?.IsGuest != false
            ? new Named([.. found.Where(p => seated.Contains(p.Id))], seated, [])
            : new Named(found, seated, groups);
    }

    // Whether they are loose still is seen by the store: a second try of a message that was stored finds them attached to it.
    private async Task<Result<IReadOnlyList<Attachment>>> FindFilesAsync(Seat audience, IReadOnlyList<WantedFile> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return Result.Of<IReadOnlyList<Attachment>>([]);
        if (wanted.Count > Attachment.MaxPerMessage)
            return new Error.Invalid("message.too_many_files", $"A message can have at most {Attachment.MaxPerMessage} files. Send the others with another one.", "files");
        if (wanted.Any(w => w.Alt is { Length: > Attachment.MaxAlt }))
            return new Error.Invalid("message.alt_too_long", $"A description of a picture has at most {Attachment.MaxAlt} characters.", "files");
        if (wanted.DistinctBy(w => w.Id).Count() < wanted.Count)
            return new Error.Invalid("message.file_twice", "A file can go with a message only once.", "files");
        var found = (await files.FindAsync(audience, [.. wanted.Select(w => w.Id)], ct)).ToDictionary(f => f.Id);
        var attachments = new List<Attachment>(wanted.Count);
        foreach (var file in wanted)
        {
            if (!found.TryGetValue(file.Id, out var known) || known.Uploader != audience.Actor.User || known.Facts is null)
                return FileGone;
            attachments.Add(known.ToAttachment(PlainText.Line(file.Alt) is { Length: > 0 } alt ? alt : null));
        }

        return attachments;
    }

    private async Task<MentionNames> NamesAsync(StreamView audience, ParsedText parsed, Named named, CancellationToken ct) =>
        new(named.People.ToDictionary(p => p.Handle, p => new MentionedPerson(p.Id.Value, p.DisplayName)), await FindChannelsAsync(audience, parsed, ct))
        {
            Groups = named.Groups.ToDictionary(g => g.Handle, g => new MentionedGroup(g.Id.Value, g.Handle)),
        };

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

    /// <summary>Whom a text names: people, those of them who are seated, groups.</summary>
    private sealed record Named(IReadOnlyList<Person> People, IReadOnlySet<UserId> SeatedIds, IReadOnlyList<UserGroup> Groups)
    {
        public static Named Nobody { get; } = new([], new HashSet<UserId>(), []);

        public IReadOnlyList<UserId> Seated => [.. People.Select(p => p.Id).Where(SeatedIds.Contains)];
    }
}
