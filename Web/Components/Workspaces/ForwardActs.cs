using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Passes messages on to a place or a person.</summary>
public sealed class ForwardActs(Session session, CircuitLink link, Toasts toasts, Places places, ForwardUseCases use, IStringLocalizer<Texts> texts)
{
    /// <summary>What messages are shown as to her, in their order; of more than fit, the first. Empty when it cannot be read now.</summary>
    public async Task<IReadOnlyList<SourceView>> PreviewAsync(IReadOnlyList<MessageReference> wanted)
    {
        var read = await Outages.GuardAsync(async () =>
            (await session.ActAsync(link.Ended)).TryGet(out var actor, out var error) ? Result.Of(await use.Preview.ExecuteAsync(actor, wanted, link.Ended)) : error);
        return read.TryGet(out var sources, out _) ? sources : [];
    }

    /// <summary>A key for one message to one place: a second try with it makes no second message.</summary>
    public string NewKey() => use.Ids.Next<MessageId>().ToString();

    /// <summary>People whose name begins like what was typed.</summary>
    public async Task<IReadOnlyList<Person>> FindPeopleAsync(string typed, int limit)
    {
        if (session.Workspace is not { } workspace || !(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return [];
        var found = await Outages.GuardAsync(() => use.People.ExecuteAsync(new SearchPeopleRequest(actor, workspace.Workspace.Id, typed, Limit: limit), link.Ended));
        return found.TryGet(out var page, out _) ? page.Items : [];
    }

    /// <summary>The chat with somebody, made when there is none.</summary>
    public async Task<Result<StreamView>> ChatWithAsync(UserId user)
    {
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error)
            || !(await Outages.GuardAsync(() => use.Open.ExecuteAsync(new OpenChatRequest(actor, [user]), link.Ended))).TryGet(out var chat, out error))
            return error;
        await link.AddPlaceAsync(chat);
        return chat.Head;
    }

    /// <summary>Sends them one after the other, the note with the first; returns why it stopped. What has gone already does not go again.</summary>
    /// <param name="to">The place.</param>
    /// <param name="note">What she writes with it.</param>
    /// <param name="stream">The stream of the messages.</param>
    /// <param name="messages">Their numbers there, each with a key.</param>
    public async Task<string?> SendAsync(StreamView to, string note, StreamId stream, IReadOnlyList<(long Seq, string Key)> messages)
    {
        link.Touch();
        for (var i = 0; i < messages.Count; i++)
        {
            if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out var error))
                return error.Say();
            var request = new PostMessageRequest(actor, to.Id, i == 0 ? note : "", messages[i].Key) { References = [new MessageReference(ReferenceKind.Forward, stream, messages[i].Seq)] };
            if (!(await Outages.GuardAsync(() => use.Post.ExecuteAsync(request, link.Ended))).TryGet(out _, out error))
                return error.Say();
        }

        toasts.Show(texts["ForwardedTo", places.TitleOf(to)], link: new ToastLink(texts["OpenIt"], places.AddressOf(to)));
        return null;
    }
}

/// <summary>The use cases behind passing on.</summary>
/// <param name="Preview">Shows what is passed on.</param>
/// <param name="Post">Posts.</param>
/// <param name="Open">Opens chats.</param>
/// <param name="People">Finds people.</param>
/// <param name="Ids">Makes keys.</param>
public sealed record ForwardUseCases(PreviewSources Preview, PostMessage Post, OpenChat Open, SearchPeople People, IIdSource Ids);
