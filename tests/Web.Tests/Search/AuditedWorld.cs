using System.Text.Json.Nodes;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace Collab.Web.Tests.Search;

/// <summary>A world whose audit log can be read.</summary>
public abstract class AuditedWorld : TestWorld
{
    /// <summary>What the audit log has of something, in order.</summary>
    public async Task<IReadOnlyList<(string Act, long Actor, JsonNode Details)>> EntriesAsync(string target)
    {
        await using var directory = new SqliteConnection($"Data Source={Path.Combine(Data, "directory.db")};Pooling=False");
        await directory.OpenAsync(Ct);
        await using var command = directory.CreateCommand();
        command.CommandText = "SELECT act, actor_id, details FROM audit_entry WHERE target = $target ORDER BY entry_id";
        command.Parameters.AddWithValue("$target", target);
        var entries = new List<(string, long, JsonNode)>();
        await using var rows = await command.ExecuteReaderAsync(Ct);
        while (await rows.ReadAsync(Ct))
            entries.Add((rows.GetString(0), rows.GetInt64(1), JsonNode.Parse(rows.GetString(2))!)); // written as an object
        return entries;
    }

    /// <summary>Somebody of the second workspace, with a role in the organization.</summary>
    protected async Task<TestPerson> InRoleAsync(string name, OrganizationRole role)
    {
        var person = await JoinAsync(name, Second.Id);
        Ok(await Get<SetOrganizationRole>().ExecuteAsync(Ada.Actor, person.Id, role, Ct));
        return person;
    }
}
