using System.Data.Common;

namespace Collab.Infrastructure.Storage;

internal static class DbCommands
{
    /// <summary>Adds a named parameter.</summary>
    public static void AddParameter(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
