using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Backup;

/// <summary>Writes rows of one table into one database, many with each statement, some statements in each transaction.</summary>
internal sealed class RowWriter(DbConnection connection, DatabaseDialect dialect, string table, IReadOnlyList<string> columns) : IAsyncDisposable
{
    private const int MaxRows = 250;

    // A command must stay well below the smallest max_allowed_packet that servers come with, 16 MiB.
    private const int MaxCharacters = 1 << 20;
    private const int MaxParameters = 30_000;
    private const int StatementsPerTransaction = 40;

    private readonly List<object?[]> _rows = [];
    private readonly int _maxRows = Math.Min(MaxRows, MaxParameters / columns.Count);
    private DbTransaction? _transaction;
    private int _characters;
    private int _statements;

    public async Task AddAsync(object?[] row, CancellationToken ct)
    {
        _rows.Add(row);
        _characters += row.Sum(v => v is string text ? text.Length : 8);
        if (_rows.Count >= _maxRows || _characters >= MaxCharacters)
            await FlushAsync(ct);
    }

    /// <summary>Writes what is left, and commits.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        await CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_rows.Count == 0)
            return;
        _transaction ??= await connection.BeginTransactionAsync(ct);
        await using var command = connection.CreateCommand();
        command.Transaction = _transaction;
        var text = new StringBuilder("INSERT INTO ").Append(Quote(table)).Append(" (").AppendJoin(", ", columns.Select(Quote)).Append(") VALUES ");
        for (var i = 0; i < _rows.Count; i++)
        {
            for (var j = 0; j < columns.Count; j++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{i}_{j}");
                text.Append(j > 0 ? "," : i > 0 ? "),(" : "(").Append(name);
                command.AddParameter(name, _rows[i][j]);
            }
        }

#pragma warning disable CA2100 // Names from the database's own catalogue, values as parameters.
        command.CommandText = text.Append(')').ToString();
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
        _rows.Clear();
        _characters = 0;
        if (++_statements % StatementsPerTransaction == 0)
            await CommitAsync(ct);
    }

    private async Task CommitAsync(CancellationToken ct)
    {
        if (_transaction is null)
            return;
        await _transaction.CommitAsync(ct);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    private string Quote(string name) => BackupConnection.Quote(dialect, name);
}
