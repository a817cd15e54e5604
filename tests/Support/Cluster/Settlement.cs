using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Support.Cluster;

/// <summary>Somebody who has a token.</summary>
public sealed record Citizen(long Id, string Name, string Token);

/// <summary>An organization with one workspace.</summary>
public sealed record Town(long Workspace, Citizen Owner, IReadOnlyList<Citizen> People);

/// <summary>
/// Brings the databases up to date and fills the directory with people in bulk, as an import would: inviting thousands
/// one by one takes minutes of hashing passwords that nobody will type. Everything else is done through the API.
/// </summary>
public static class Settlement
{
    /// <summary>How the owner signs in as a person does.</summary>
    public const string OwnerEmail = "owner@load.example";

    /// <summary>Her password.</summary>
    public const string OwnerPassword = "correct horse of olga";

    private const int AtOnce = 500;

    // Made of it once, by the hasher that the program has.
    private const string OwnerHash = "$argon2id$v=19$m=19456,t=2,p=1$HGp/diqGxT4up9jSa1AKKQ$0ff9l0crJA3fvhGq7CvvHcVQzGWBdabY+cwJSjKpy4I";

    public static async Task<Town> FoundAsync(IReadOnlyDictionary<string, string> settings, int people, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var collection = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging();
        collection.AddCollabInfrastructure(configuration);
        collection.AddCollabSearch();
        await using var services = collection.BuildServiceProvider();
        var lifecycle = ActivatorUtilities.CreateInstance<StorageLifecycle>(services);
        await lifecycle.StartingAsync(ct);
        try
        {
            return await FillAsync(services, people, ct);
        }
        finally
        {
            await lifecycle.StoppedAsync(CancellationToken.None); // gives the node's number back, whatever happened
        }
    }

    private static async Task<Town> FillAsync(IServiceProvider services, int people, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var now = TimeProvider.System.GetUtcNow();
        var organization = new Organization(ids.Next<OrganizationId>(), "Load", "UTC", "en", now);
        var workspace = new Workspace(ids.Next<WorkspaceId>(), organization.Id, "load", "Load", now);
        var owner = new Actor(ids.NextInAnyBucket<UserId>(), organization.Id, OrganizationRole.Owner);
        var person = new NewPerson(owner.User, EmailAddress.Parse(OwnerEmail).Value, Name.Parse("Olga Owner").Value, OrganizationRole.Owner, OwnerHash, now);
        var entry = new AuditTrail(TimeProvider.System, ids).Entry(owner, AuditActs.OrganizationSetUp, "organization:load");
        var done = await services.GetRequiredService<IOrganizationStore>().SetUpAsync(organization, person, workspace, entry, ct);
        if (!done.IsOk)
            throw new InvalidOperationException(done.Error.Message);
        var directory = services.GetRequiredService<Database<DirectoryContext>>();
        var settlers = Enumerable.Range(1, people).Select(i => NewCitizen(ids, i)).ToArray();
        foreach (var group in settlers.Chunk(AtOnce))
            await directory.WriteAsync(context => AddAsync(context, organization, workspace, group, now, ct), ct);
        var first = new Citizen(owner.User.Value, "Olga Owner", NewToken(ids));
        await directory.WriteAsync(context => AddTokenAsync(context, ids, first, now, ct), ct);
        await directory.WriteAsync(
            async context =>
            {
                foreach (var settler in settlers)
                    await AddTokenAsync(context, ids, settler, now, ct);
            },
            ct);
        return new Town(workspace.Id.Value, first, settlers);
    }

    private static Citizen NewCitizen(IIdSource ids, int number) =>
        new(ids.NextInAnyBucket<UserId>().Value, string.Create(CultureInfo.InvariantCulture, $"Person{number} Load"), NewToken(ids));

    private static string NewToken(IIdSource ids) => "collab_pat_" + ids.NextSecret();

    private static Task AddAsync(
        DirectoryContext context, Organization organization, Workspace workspace, Citizen[] people, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (id, name, _) in people)
        {
            var user = UserId.From(id);
            var handle = name.Replace(' ', '.').ToLowerInvariant();
            context.Add(new PersonRow
            {
                UserId = user,
                OrganizationId = organization.Id,
                Email = $"{handle}@load.example",
                Handle = handle,
                DisplayName = name,
                SortKey = name.ToLowerInvariant(),
                IsActive = true,
                CreatedAt = now,
            });
            context.Add(new PersonWordRow { Word = handle, UserId = user });
            context.Add(new WorkspaceMemberRow { WorkspaceId = workspace.Id, UserId = user, Role = WorkspaceRole.Member, JoinedAt = now });
        }

        return Task.CompletedTask;
    }

    private static Task<int> AddTokenAsync(DirectoryContext context, IIdSource ids, Citizen citizen, DateTimeOffset now, CancellationToken ct) =>
        context.Database.ExecuteSqlRawAsync(
            "INSERT INTO access_token (token_id, user_id, name, secret_hash, created_at) VALUES ({0}, {1}, {2}, {3}, {4})",
            [ids.Next<AccessTokenId>().Value, citizen.Id, "load", Hash(citizen.Token), Instant.ToStored(now)], ct);

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
