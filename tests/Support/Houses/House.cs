using System.Reflection;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Presence;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Support.Houses;

/// <summary>
/// An organization to test use cases in, on real embedded stores: an owner, and people who came by invitation, as in
/// life. Passwords are not hashed here, for speed; everything else is the product's.
/// </summary>
public sealed class House : IAsyncDisposable
{
    private readonly TestInstallation _installation;

    private House(TestInstallation installation) => _installation = installation;

    public Actor Owner { get; private set; } = null!; // set by BuildAsync, the only way in

    public Workspace Workspace { get; private set; } = null!; // set by BuildAsync

    public IServiceProvider Services => _installation.Services;

    /// <summary>On what it stands, where nothing else was asked for.</summary>
    public SqliteInstallation Installation => (SqliteInstallation)_installation;

    public FakeTimeProvider Time => _installation.Time;

    public static Task<House> BuildAsync(CancellationToken ct = default) => BuildAsync(use => new SqliteInstallation(use), ct);

    /// <param name="on">Makes the installation on which it stands, with these registrations.</param>
    public static async Task<House> BuildAsync(Func<Action<IServiceCollection>, TestInstallation> on, CancellationToken ct = default)
    {
        var house = new House(on(AddUseCases));
        await house._installation.StartAsync(ct);
        var request = new SetUpOrganizationRequest("Acme", "Europe/Berlin", "en", "Olga Owner", "olga@example.com", "a long enough one");
        var made = (await house.Get<SetUpOrganization>().ExecuteAsync(request, ct)).Value;
        (house.Owner, house.Workspace) = (made.Owner, made.Workspace);
        return house;
    }

    public T Get<T>()
        where T : notnull => _installation.Get<T>();

    /// <summary>Invites a person and lets her accept.</summary>
    public async Task<Actor> ArriveAsync(string name, WorkspaceRole role = WorkspaceRole.Member, params IReadOnlyCollection<StreamId> channels)
    {
        var email = $"{Handle.Suggest(name, 0)}@example.com";
        var invited = (await Get<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(Owner, Workspace.Id, [email], role, channels), default)).Value;
        var person = (await Get<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, name, "a long enough one"), default)).Value;
        return new Actor(person.Id, Owner.Organization, person.Role);
    }

    public async Task<StreamView> ChannelAsync(Actor maker, string name, ChannelVisibility visibility = ChannelVisibility.Public) =>
        (await Get<CreateChannel>().ExecuteAsync(new CreateChannelRequest(maker, Workspace.Id, name, visibility), default)).Value;

    public async Task<MessageView> SayAsync(Actor author, StreamId stream, string text) =>
        (await Get<PostMessage>().ExecuteAsync(new PostMessageRequest(author, stream, text, NewKey()), default)).Value;

    /// <summary>People come to a device and stay there; every node knows at once.</summary>
    public void ComeOnline(params IEnumerable<UserId> people)
    {
        var board = Get<PresenceBoard>();
        foreach (var person in people)
            board.Connect(person);
        board.Flush();
    }

    public string NewKey() => Get<IIdSource>().Next<MessageId>().ToString();

    public async Task<PlaceView?> PlaceAsync(Actor actor, StreamId stream) =>
        (await Get<ListPlaces>().ExecuteAsync(actor, default)).Items.SingleOrDefault(p => p.Id == stream);

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    /// <summary>Registers use cases by their shape, as the host does.</summary>
    private static void AddUseCases(IServiceCollection services)
    {
        foreach (var type in typeof(Actor).Assembly.GetTypes().Where(IsUseCase))
            services.AddSingleton(type);
        services.AddSingleton<StreamAccess>().AddSingleton<Collab.Domain.Roaming.RoamingAccess>().AddSingleton<Collab.Domain.Search.Audits.AuditSearchAccess>().AddSingleton<MessageComposer>().AddSingleton<Callings>().AddSingleton<CallCrowd>().AddSingleton<Collab.Domain.UserGroups.GroupAccess>().AddSingleton<DirectoryTasks>().AddSingleton<AuditTrail>().AddSingleton<PeopleVisibility>().AddSingleton<NameSieve>();
        services.AddSingleton<ReceiptAccess>().AddSingleton<ReceiptsByName>().AddSingleton<Deliveries>().AddSingleton<ReferenceFinder>().AddSingleton<SourceReader>();
        services.AddSingleton<Collab.Domain.Holds.HoldSubjects>();
        services.AddSingleton<IPasswordHasher, PlainPasswords>().AddSingleton<ILeakedPasswords, PlainPasswords>();
        services.AddSingleton<IRateLimits, NoLimits>().AddSingleton<IInvitationNotices, NoNotices>();
    }

    private static bool IsUseCase(Type type) =>
        type is { IsClass: true, IsSealed: true, IsPublic: true }
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(m => m.Name == "ExecuteAsync");

    private sealed class NoLimits : IRateLimits
    {
        public Result<Done> Take(UserId user, RateKind kind) => Done.Value;
    }

    private sealed class NoNotices : IInvitationNotices
    {
        public bool AreSent => false;

        public Task InvitedAsync(Actor by, IReadOnlyList<IssuedInvitation> invitations, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class PlainPasswords : IPasswordHasher, ILeakedPasswords
    {
        public Task<Result<string>> HashAsync(string password, CancellationToken ct) => Task.FromResult<Result<string>>(password);

        public Task<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken ct) =>
            Task.FromResult<Result<PasswordMatch>>(hash == password ? PasswordMatch.Right : PasswordMatch.Wrong);

        public bool Contains(string password) => false;
    }
}
