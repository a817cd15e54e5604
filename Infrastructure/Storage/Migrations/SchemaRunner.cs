using Collab.Domain.Shared.Storage;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using FluentMigrator.Runner.Initialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>Runs single migrations on one database, and records each in it. The tool works synchronously.</summary>
internal sealed class SchemaRunner : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServiceScope _scope;
    private readonly MigrationRunner _runner;
    private readonly SortedList<long, IMigrationInfo> _known;

    public SchemaRunner(DatabaseAddress address, SchemaPlan plan)
    {
        _services = Services(address, plan);
        _scope = _services.CreateScope();
        _runner = (MigrationRunner)_scope.ServiceProvider.GetRequiredService<IMigrationRunner>();
        _known = _scope.ServiceProvider.GetRequiredService<IMigrationInformationLoader>().LoadMigrations();
    }

    public void Apply(SchemaStep step) => _runner.ApplyMigrationUp(_known[step.Number], useTransaction: true);

    public void Dispose()
    {
        _scope.Dispose();
        _services.Dispose();
    }

    private static ServiceProvider Services(DatabaseAddress address, SchemaPlan plan)
    {
        var services = new ServiceCollection().AddFluentMigratorCore().ConfigureRunner(runner =>
        {
            if (address.Dialect == DatabaseDialect.Sqlite)
                runner.AddSQLite();
            else
                runner.AddMySql8();
            runner.WithGlobalConnectionString(address.ConnectionString).ScanIn([.. plan.Assemblies]).For.Migrations();
        });
        services.Configure<RunnerOptions>(options => options.Tags = [plan.Tag]);
        services.AddScoped<IMySqlTypeMap, CollabMySqlTypeMap>();
        if (address.Dialect == DatabaseDialect.MySql)
        {
            services.RemoveAll<IMigrationProcessor>();
            services.AddScoped<IMigrationProcessor, ResumingMySqlProcessor>();
        }

        return services.BuildServiceProvider();
    }
}
