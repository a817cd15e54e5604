using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Identity.Sessions;
using Collab.Identity.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>
/// An organization of two workspaces: Ada owns it, Ben and Guss (a guest) are in the first, Oda is in the second only, so
/// the first is not there for her. The private channel holds Ada and Ben.
/// </summary>
public class TestWorld : CollabApp, IAsyncLifetime
{
    public TestPerson Ada { get; private set; } = null!;

    public TestPerson Ben { get; private set; } = null!;

    public TestPerson Guss { get; private set; } = null!;

    public TestPerson Oda { get; private set; } = null!;

    public Workspace First { get; private set; } = null!;

    public Workspace Second { get; private set; } = null!;

    /// <summary>A public channel of the first workspace with Ada, Ben and Guss.</summary>
    public StreamId Open { get; private set; }

    /// <summary>A private channel with Ada and Ben, and three messages.</summary>
    public StreamId Secret { get; private set; }

    /// <summary>A thread under the private channel's first message.</summary>
    public StreamId Thread { get; private set; }

    /// <summary>The chat of Ada and Ben.</summary>
    public StreamId Chat { get; private set; }

    public virtual async ValueTask InitializeAsync()
    {
        var setUp = Ok(await Get<SetUpOrganization>().ExecuteAsync(
            new SetUpOrganizationRequest("Acme", "Europe/Berlin", "en", "Ada", "ada@acme.example", Password("ada"), "First"), Ct));
        First = setUp.Workspace;
        Ada = await WithTokenAsync("Ada", setUp.Owner);
        Second = Ok(await Get<CreateWorkspace>().ExecuteAsync(Ada.Actor, "Second", null, Ct));
        Ben = await JoinAsync("Ben", First.Id);
        Oda = await JoinAsync("Oda", Second.Id);
        Open = await ChannelAsync("open", ChannelVisibility.Public, Ben);
        Secret = await ChannelAsync("secret", ChannelVisibility.Private, Ben);
        Guss = await JoinAsync("Guss", First.Id, WorkspaceRole.Guest, Open);
        var root = await PostAsync(Ada, Secret, "secret 1");
        await PostAsync(Ada, Secret, "secret 2");
        await PostAsync(Ada, Secret, "secret 3");
        Thread = Ok(await Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(Ben.Actor, Secret, root.Seq, "a secret reply", "r1"), Ct)).Stream;
        Chat = Ok(await Get<OpenChat>().ExecuteAsync(new OpenChatRequest(Ada.Actor, [Ben.Id]), Ct)).Id;
        await PostAsync(Ada, Chat, "hello Ben");
    }

    /// <summary>A new channel of the first workspace, made by Ada.</summary>
    public async Task<StreamId> ChannelAsync(string name, ChannelVisibility visibility, params TestPerson[] members)
    {
        var made = Ok(await Get<CreateChannel>().ExecuteAsync(new CreateChannelRequest(Ada.Actor, First.Id, name, visibility), Ct));
        if (members.Length > 0)
            Ok(await Get<AddMembers>().ExecuteAsync(new AddMembersRequest(Ada.Actor, made.Id, [.. members.Select(m => m.Id)]), Ct));
        return made.Id;
    }

    public async Task<MessageView> PostAsync(TestPerson author, StreamId stream, string text) =>
        Ok(await Get<PostMessage>().ExecuteAsync(new PostMessageRequest(author.Actor, stream, text, Get<IIdSource>().Next<MessageId>().ToString()), Ct));

    /// <summary>A person who accepts an invitation.</summary>
    public async Task<TestPerson> JoinAsync(string name, WorkspaceId workspace, WorkspaceRole role = WorkspaceRole.Member, params StreamId[] channels)
    {
        var address = name.ToLowerInvariant();
        var invited = Ok(await Get<InvitePeople>().ExecuteAsync(
            new InvitePeopleRequest(Ada.Actor, workspace, [$"{address}@acme.example"], role, channels), Ct));
        var person = Ok(await Get<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, name, Password(address)), Ct));
        return await WithTokenAsync(name, new Actor(person.Id, Ada.Actor.Organization, person.Role));
    }

    /// <summary>The cookie header of a new browser session.</summary>
    public async Task<string> CookieOfAsync(TestPerson person)
    {
        await using var scope = Services.CreateAsyncScope();
        var session = Ok(await scope.ServiceProvider.GetRequiredService<StartSession>().ExecuteAsync(person.Id, new Origin(null, "tests"), "tests", Ct));
        return $"collab={session.Id}.{session.Secret}";
    }

    public static T Ok<T>(Result<T> result) =>
        result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException($"{error.Code}: {error.Message}");

    protected static CancellationToken Ct => CancellationToken.None;

    private static string Password(string name) => $"correct horse of {name}";

    private async Task<TestPerson> WithTokenAsync(string name, Actor actor)
    {
        await using var scope = Services.CreateAsyncScope();
        var token = Ok(await scope.ServiceProvider.GetRequiredService<CreateAccessToken>().ExecuteAsync(actor, "tests", null, Ct));
        return new TestPerson(name, actor, token.Secret);
    }
}
