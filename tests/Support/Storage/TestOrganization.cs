using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Support.Storage;

/// <summary>An installation's organization with its owner and first workspace, and short ways to fill them through the stores.</summary>
public sealed class TestOrganization
{
    private readonly TestInstallation _installation;
    private int _made;

    private TestOrganization(TestInstallation installation, Organization organization, UserId owner, Workspace workspace)
    {
        _installation = installation;
        (Id, Owner, Workspace) = (organization.Id, owner, workspace.Id);
    }

    public OrganizationId Id { get; }

    public UserId Owner { get; }

    public WorkspaceId Workspace { get; }

    public Actor OwnerActor => new(Owner, Id, OrganizationRole.Owner);

    private IIdSource Ids => _installation.Get<IIdSource>();

    private DateTimeOffset Now => _installation.Time.GetUtcNow();

    public static async Task<TestOrganization> SetUpAsync(TestInstallation installation)
    {
        var ids = installation.Get<IIdSource>();
        var now = installation.Time.GetUtcNow();
        var organization = new Organization(ids.Next<OrganizationId>(), "Acme", "Europe/Berlin", "en", now);
        var workspace = new Workspace(ids.Next<WorkspaceId>(), organization.Id, "acme", "Acme", now);
        var owner = new NewPerson(
            ids.NextInAnyBucket<UserId>(), EmailAddress.Parse("olivia@example.com").Value, Name.Parse("Olivia Owner").Value, OrganizationRole.Owner, "hash", now);
        var made = new TestOrganization(installation, organization, owner.Id, workspace);
        var done = await installation.Get<IOrganizationStore>()
            .SetUpAsync(organization, owner, workspace, made.Entry(AuditActs.OrganizationSetUp), CancellationToken.None);
        return done.IsOk ? made : throw new InvalidOperationException(done.Error.Message);
    }

    public AuditEntry Entry(string act = "test.act", string target = "test:1", UserId? actor = null) =>
        new(Ids.Next<AuditEntryId>(), Now, Id, actor ?? Owner, act, target, "127.0.0.1", new Dictionary<string, string> { ["why"] = "a test" });

    public Invitation NewInvitation(string email, WorkspaceRole role = WorkspaceRole.Member, WorkspaceId? workspace = null, params IReadOnlyList<StreamId> channels) =>
        new(Ids.Next<InvitationId>(), Id, workspace ?? Workspace, EmailAddress.Parse(email).Value, role, channels, Owner,
            InvitePeople.HashToken(Ids.NextSecret()), Now + TimeSpan.FromDays(14), null);

    public NewPerson NewPerson(string name, string email) =>
        new(Ids.NextInAnyBucket<UserId>(), EmailAddress.Parse(email).Value, Name.Parse(name).Value, OrganizationRole.Member, "hash", Now);

    /// <summary>A person who was invited and came.</summary>
    public async Task<Person> AddPersonAsync(
        string name = "Ada Lovelace", WorkspaceRole role = WorkspaceRole.Member, WorkspaceId? workspace = null, params IReadOnlyList<StreamId> channels)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"person{Interlocked.Increment(ref _made)}@example.com");
        var invitation = NewInvitation(email, role, workspace, channels);
        var store = _installation.Get<IInvitationStore>();
        await store.AddAsync([invitation], Entry(AuditActs.PersonInvited), CancellationToken.None);
        return (await store.AcceptAsync(invitation, NewPerson(name, email), Entry(AuditActs.PersonJoined), CancellationToken.None)).Value;
    }

    /// <summary>A further workspace, run by the owner.</summary>
    public async Task<WorkspaceId> AddWorkspaceAsync(string? name = null)
    {
        var number = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        var workspace = new Workspace(Ids.Next<WorkspaceId>(), Id, $"space-{number}", name ?? $"Space {number}", Now);
        var done = await _installation.Get<IWorkspaceStore>().CreateAsync(workspace, Owner, Entry(AuditActs.WorkspaceCreated), CancellationToken.None);
        return done.IsOk ? workspace.Id : throw new InvalidOperationException(done.Error.Message);
    }

    public StreamView NewChannel(string name, ChannelVisibility visibility = ChannelVisibility.Public, WorkspaceId? workspace = null) =>
        new()
        {
            Id = Ids.NextInAnyBucket<StreamId>(),
            Kind = StreamKind.Channel,
            Organization = Id,
            Workspace = workspace ?? Workspace,
            Name = name,
            Visibility = visibility,
            CreatedBy = Owner,
            CreatedAt = Now,
        };

    /// <summary>Reserves a channel's name; its stream is not made yet.</summary>
    public Task<Result<DirectoryTask>> ReserveAsync(StreamView head)
    {
        var entry = new ChannelEntry(
            head.Id, head.Workspace ?? Workspace, head.Name, head.Topic, head.Purpose, head.Visibility, false, head.CreatedBy, head.CreatedAt);
        return _installation.Get<IChannelDirectory>().ReserveAsync(
            entry, new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), Entry(AuditActs.ChannelCreated, $"channel:{head.Id}"), CancellationToken.None);
    }

    /// <summary>A channel with its stream.</summary>
    public async Task<StreamId> AddChannelAsync(string name, ChannelVisibility visibility = ChannelVisibility.Public, WorkspaceId? workspace = null)
    {
        var head = NewChannel(name, visibility, workspace);
        var task = (await ReserveAsync(head)).Value;
        var done = await _installation.Get<DirectoryTasks>().RunAsync(task, CancellationToken.None);
        return done.IsOk ? head.Id : throw new InvalidOperationException(done.Error.Message);
    }
}
