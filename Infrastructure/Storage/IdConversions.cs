using Collab.Domain.Shared.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Collab.Infrastructure.Storage;

/// <summary>How ids, buckets and times stand in columns, for every entity at once.</summary>
internal static class IdConversions
{
    public static void Apply(ModelConfigurationBuilder builder)
    {
        Add<StreamId>(builder);
        Add<UserId>(builder);
        Add<OrganizationId>(builder);
        Add<WorkspaceId>(builder);
        Add<MessageId>(builder);
        Add<EventId>(builder);
        Add<AuditEntryId>(builder);
        Add<InvitationId>(builder);
        Add<SessionId>(builder);
        Add<AccessTokenId>(builder);
        Add<TaskId>(builder);
        Add<UserGroupId>(builder);
        Add<KeywordId>(builder);
        Add<AuditSearchId>(builder);
        Add<RoamingId>(builder);
        Add<HoldId>(builder);
        Add<FileId>(builder);
        Add<DeviceId>(builder);
        builder.Properties<Bucket>().HaveConversion<BucketConverter>();
        builder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        builder.Properties<Enum>().HaveConversion<short>();
    }

    /// <summary>Tables and columns are named in snake case.</summary>
    public static void NameColumns(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.Name));
        }
    }

    private static void Add<TId>(ModelConfigurationBuilder builder)
        where TId : struct, IId<TId> => builder.Properties<TId>().HaveConversion<IdConverter<TId>>();

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    // The conversion itself is a static call: an expression cannot call an interface's static member.
    private static TId FromStored<TId>(long value)
        where TId : struct, IId<TId> => TId.From(value);

    private sealed class IdConverter<TId>() : ValueConverter<TId, long>(id => id.Value, value => FromStored<TId>(value))
        where TId : struct, IId<TId>;

    private sealed class BucketConverter() : ValueConverter<Bucket, short>(bucket => bucket.Value, value => new Bucket(value));

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(instant => Instant.ToStored(instant), value => Instant.FromStored(value));
}
