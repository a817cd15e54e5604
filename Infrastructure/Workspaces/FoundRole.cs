using System.Data.Common;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Workspaces;

/// <summary>An active person's role in a workspace.</summary>
internal sealed record FoundRole(WorkspaceRole Role)
{
    private static readonly string[] Key = ["member.workspace_id", "member.user_id"];

    /// <summary>Many at once, in one round trip.</summary>
    public static Task<IReadOnlyDictionary<(WorkspaceId, UserId), FoundRole>> ReadAsync(
        Database<DirectoryContext> directory, IReadOnlyCollection<(WorkspaceId Workspace, UserId User)> keys)
    {
        var text = Compose(directory.Sql, keys);
        return directory.CommandAsync((connection, _, lost) => ReadAsync(connection, text, lost));
    }

    private static async Task<IReadOnlyDictionary<(WorkspaceId, UserId), FoundRole>> ReadAsync(DbConnection connection, string text, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var roles = new Dictionary<(WorkspaceId, UserId), FoundRole>();
        while (await reader.ReadAsync(ct))
            roles[(new WorkspaceId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] = new FoundRole((WorkspaceRole)reader.GetInt64(2));
        return roles;
    }

    private static string Compose(SqlDialect sql, IReadOnlyCollection<(WorkspaceId Workspace, UserId User)> keys)
    {
        var values = new List<long>();
        foreach (var (workspace, user) in keys)
            values.AddRange(workspace.Value, user.Value);
        var text = new StringBuilder("SELECT member.workspace_id, member.user_id, member.role FROM workspace_member member").Append(sql.ByKey)
            .Append(" JOIN person").Append(sql.ByKey).Append(" ON person.user_id = member.user_id WHERE person.is_active = 1 AND ");
        return sql.AppendIn(text, Key, values).ToString();
    }
}
