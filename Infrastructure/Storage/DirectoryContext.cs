using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>The directory. Accounts, sessions and tokens are mapped by whoever owns them, over the same database.</summary>
internal sealed class DirectoryContext(DbContextOptions<DirectoryContext> options) : DbContext(options)
{
    public DbSet<OrganizationRow> Organizations => Set<OrganizationRow>();

    public DbSet<WorkspaceRow> Workspaces => Set<WorkspaceRow>();

    public DbSet<WorkspaceMemberRow> WorkspaceMembers => Set<WorkspaceMemberRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<PersonWordRow> PersonWords => Set<PersonWordRow>();

    public DbSet<PersonSeenRow> PeopleSeen => Set<PersonSeenRow>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<ChannelRow> Channels => Set<ChannelRow>();

    public DbSet<DirectChatRow> DirectChats => Set<DirectChatRow>();

    public DbSet<DirectoryTaskRow> Tasks => Set<DirectoryTaskRow>();

    public DbSet<AuditEntryRow> AuditEntries => Set<AuditEntryRow>();

    public DbSet<InstallationRow> Installations => Set<InstallationRow>();

    public DbSet<ShardNameRow> ShardNames => Set<ShardNameRow>();

    public DbSet<BucketMapRow> BucketMap => Set<BucketMapRow>();

    public DbSet<NodeLeaseRow> NodeLeases => Set<NodeLeaseRow>();

    public DbSet<NodeRow> Nodes => Set<NodeRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    public DbSet<HoldRow> Holds => Set<HoldRow>();

    public DbSet<UserGroupRow> UserGroups => Set<UserGroupRow>();

    public DbSet<UserGroupMemberRow> UserGroupMembers => Set<UserGroupMemberRow>();

    public DbSet<KeywordRow> Keywords => Set<KeywordRow>();

    public DbSet<KeywordWatchRow> KeywordWatches => Set<KeywordWatchRow>();

    public DbSet<BucketMoveRow> BucketMoves => Set<BucketMoveRow>();

    public DbSet<AuditSearchRow> AuditSearches => Set<AuditSearchRow>();

    public DbSet<RoamingRow> Roamings => Set<RoamingRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => IdConversions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OrganizationRow>().ToTable("organization").HasKey(r => r.OrganizationId);
        modelBuilder.Entity<WorkspaceRow>().ToTable("workspace").HasKey(r => r.WorkspaceId);
        modelBuilder.Entity<WorkspaceMemberRow>().ToTable("workspace_member").HasKey(r => new { r.WorkspaceId, r.UserId });
        modelBuilder.Entity<PersonRow>().ToTable("person").HasKey(r => r.UserId);
        modelBuilder.Entity<PersonWordRow>().ToTable("person_word").HasKey(r => new { r.Word, r.UserId });
        modelBuilder.Entity<PersonSeenRow>().ToTable("person_seen").HasKey(r => r.UserId);
        modelBuilder.Entity<InvitationRow>().ToTable("invitation").HasKey(r => r.InvitationId);
        modelBuilder.Entity<ChannelRow>().ToTable("channel").HasKey(r => r.StreamId);
        modelBuilder.Entity<DirectChatRow>().ToTable("direct_chat").HasKey(r => new { r.OrganizationId, r.PeopleHash });
        modelBuilder.Entity<DirectoryTaskRow>().ToTable("directory_task").HasKey(r => r.TaskId);
        modelBuilder.Entity<AuditEntryRow>().ToTable("audit_entry").HasKey(r => r.EntryId);
        modelBuilder.Entity<InstallationRow>().ToTable("installation").HasKey(r => r.OnlyOne);
        modelBuilder.Entity<ShardNameRow>().ToTable("shard").HasKey(r => r.ShardId);
        modelBuilder.Entity<BucketMapRow>().ToTable("bucket_map").HasKey(r => r.Bucket);
        modelBuilder.Entity<NodeLeaseRow>().ToTable("node_lease").HasKey(r => r.Node);
        modelBuilder.Entity<NodeRow>().ToTable("node").HasKey(r => r.NodeId);
        modelBuilder.Entity<ProtectionKeyRow>().ToTable("protection_key").HasKey(r => r.Name);
        modelBuilder.Entity<BucketMoveRow>().ToTable("bucket_move").HasKey(r => r.Bucket);
        modelBuilder.Entity<UserGroupRow>().ToTable("user_group").HasKey(r => r.GroupId);
        modelBuilder.Entity<UserGroupMemberRow>().ToTable("user_group_member").HasKey(r => new { r.GroupId, r.UserId });
        modelBuilder.Entity<KeywordRow>().ToTable("keyword").HasKey(r => r.KeywordId);
        modelBuilder.Entity<KeywordWatchRow>().ToTable("keyword_watch").HasKey(r => new { r.UserId, r.KeywordId });
        modelBuilder.Entity<RoamingRow>().ToTable("roaming").HasKey(r => r.RoamingId);
        modelBuilder.Entity<HoldRow>().ToTable("legal_hold").HasKey(r => r.HoldId);
        modelBuilder.Entity<AuditSearchRow>().ToTable("audit_search").HasKey(r => r.SearchId);
        IdConversions.NameColumns(modelBuilder);
        NothingIsMadeByTheDatabase(modelBuilder);
    }

    // Integer keys would otherwise be taken for auto-increment ones, which skips a key of 0.
    private static void NothingIsMadeByTheDatabase(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }
}
