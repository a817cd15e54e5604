using System.Data;
using FluentMigrator.Runner.Generators.MySql;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>
/// Column types for MySQL and MariaDB. The library's own map would give three-byte UTF-8 (no emoji), key-less binary ids
/// and times without fractions.
/// </summary>
internal sealed class CollabMySqlTypeMap : MySql8TypeMap
{
    protected override void SetupMySqlTypeMaps()
    {
        foreach (var type in new[] { DbType.String, DbType.AnsiString })
        {
            SetTypeMap(type, "VARCHAR(255)");
            SetTypeMap(type, "VARCHAR($size)", 16_383);
            SetTypeMap(type, "MEDIUMTEXT", 16_777_215);
            SetTypeMap(type, "LONGTEXT", int.MaxValue);
        }

        SetTypeMap(DbType.StringFixedLength, "CHAR($size)", 255);
        SetTypeMap(DbType.AnsiStringFixedLength, "CHAR($size)", 255);
        SetTypeMap(DbType.Binary, "LONGBLOB");
        SetTypeMap(DbType.Binary, "BINARY($size)", 32);
        SetTypeMap(DbType.Binary, "VARBINARY($size)", 16_383);
        SetTypeMap(DbType.Binary, "LONGBLOB", int.MaxValue);
        SetTypeMap(DbType.Boolean, "TINYINT(1)");
        SetTypeMap(DbType.Byte, "TINYINT UNSIGNED");
        SetTypeMap(DbType.Int16, "SMALLINT");
        SetTypeMap(DbType.Int32, "INT");
        SetTypeMap(DbType.Int64, "BIGINT");
        SetTypeMap(DbType.Double, "DOUBLE");
        SetTypeMap(DbType.Decimal, "DECIMAL(19,5)");
        SetTypeMap(DbType.Decimal, "DECIMAL($size,$precision)", 65);
        SetTypeMap(DbType.Guid, "BINARY(16)");
        SetTypeMap(DbType.Date, "DATE");
        SetTypeMap(DbType.DateTime, "DATETIME(6)");
        SetTypeMap(DbType.DateTime2, "DATETIME(6)");
    }
}
