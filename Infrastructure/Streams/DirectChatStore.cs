using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

/// <summary>Chats by who is in them: the key is a hash of the sorted ids.</summary>
internal sealed class DirectChatStore(Database<DirectoryContext> directory) : IDirectChatStore
{
    public async Task<StreamId> GetOrAddAsync(OrganizationId organization, IReadOnlyCollection<UserId> people, StreamId proposed, CancellationToken ct)
    {
        var hash = Hash(people);
        if (await directory.ReadAsync(context => FindAsync(context, organization, hash, ct), ct) is { } existing)
            return existing;
        await directory.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync(
                directory.Sql.InsertOrIgnore + " direct_chat (organization_id, people_hash, stream_id) VALUES ({0}, {1}, {2})",
                [organization.Value, hash, proposed.Value], ct),
            ct);
        return await directory.ReadAsync(context => FindAsync(context, organization, hash, ct), ct)
            ?? throw new InvalidOperationException($"The chat {proposed} was not kept.");
    }

    internal static string Hash(IReadOnlyCollection<UserId> people) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', people.Distinct().Order()))));

    private static Task<StreamId?> FindAsync(DirectoryContext context, OrganizationId organization, string hash, CancellationToken ct) =>
        context.DirectChats.Where(c => c.OrganizationId == organization && c.PeopleHash == hash).Select(c => (StreamId?)c.StreamId).SingleOrDefaultAsync(ct);
}
