using Collab.Domain.Shared.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Collab.Identity.Storage;

/// <summary>The tables of the directory that belong to signing in; people are only read.</summary>
internal sealed class IdentityContext(DbContextOptions<IdentityContext> options) : DbContext(options)
{
    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<CredentialRow> Credentials => Set<CredentialRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<AccessTokenRow> AccessTokens => Set<AccessTokenRow>();

    public DbSet<FirstRunRow> FirstRuns => Set<FirstRunRow>();

    public DbSet<ResetRow> Resets => Set<ResetRow>();

    /// <summary>A time as columns hold it: microseconds since 1970.</summary>
    public static long ToStored(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<UserId>().HaveConversion<IdConverter<UserId>>();
        configurationBuilder.Properties<OrganizationId>().HaveConversion<IdConverter<OrganizationId>>();
        configurationBuilder.Properties<SessionId>().HaveConversion<IdConverter<SessionId>>();
        configurationBuilder.Properties<AccessTokenId>().HaveConversion<IdConverter<AccessTokenId>>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>().ToTable("person").HasKey(r => r.UserId);
        modelBuilder.Entity<CredentialRow>().ToTable("credential").HasKey(r => r.UserId);
        modelBuilder.Entity<SessionRow>().ToTable("session").HasKey(r => r.SessionId);
        modelBuilder.Entity<AccessTokenRow>().ToTable("access_token").HasKey(r => r.TokenId);
        modelBuilder.Entity<FirstRunRow>().ToTable("first_run").HasKey(r => r.OnlyOne);
        modelBuilder.Entity<ResetRow>().ToTable("password_reset").HasKey(r => r.TokenHash);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    // The conversion itself is a static call: an expression cannot call an interface's static member.
    private static TId FromStored<TId>(long value)
        where TId : struct, IId<TId> => TId.From(value);

    private sealed class IdConverter<TId>() : ValueConverter<TId, long>(id => id.Value, value => FromStored<TId>(value))
        where TId : struct, IId<TId>;

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => ToStored(instant),
        value => DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond));
}
