using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>One shard. Every query names the bucket.</summary>
internal sealed class ShardContext(DbContextOptions<ShardContext> options) : DbContext(options)
{
    public DbSet<StreamRow> Streams => Set<StreamRow>();

    public DbSet<SeatRow> Seats => Set<SeatRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<MessageEditRow> MessageEdits => Set<MessageEditRow>();

    public DbSet<ReactionRow> Reactions => Set<ReactionRow>();

    public DbSet<MentionRow> Mentions => Set<MentionRow>();

    public DbSet<BroadcastRow> Broadcasts => Set<BroadcastRow>();

    public DbSet<UncountedRow> Uncounted => Set<UncountedRow>();

    public DbSet<SubjectCallRow> SubjectCalls => Set<SubjectCallRow>();

    public DbSet<ConfirmationRow> Confirmations => Set<ConfirmationRow>();

    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<HandoffRow> Handoffs => Set<HandoffRow>();

    public DbSet<PreferenceRow> Preferences => Set<PreferenceRow>();

    public DbSet<FavouriteRow> Favourites => Set<FavouriteRow>();

    public DbSet<RememberedSearchRow> RememberedSearches => Set<RememberedSearchRow>();

    public DbSet<PinRow> Pins => Set<PinRow>();

    public DbSet<SavedMessageRow> SavedMessages => Set<SavedMessageRow>();

    public DbSet<HiddenMessageRow> HiddenMessages => Set<HiddenMessageRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<DeviceStateRow> DeviceStates => Set<DeviceStateRow>();

    public DbSet<ExpiryRow> Expiries => Set<ExpiryRow>();

    public DbSet<HeldMessageRow> HeldMessages => Set<HeldMessageRow>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<ReceiptLogRow> ReceiptLog => Set<ReceiptLogRow>();

    public DbSet<ConsumerCursorRow> ConsumerCursors => Set<ConsumerCursorRow>();

    public DbSet<ParkedEventRow> ParkedEvents => Set<ParkedEventRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => IdConversions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StreamRow>().ToTable("stream").HasKey(r => new { r.Bucket, r.StreamId });
        modelBuilder.Entity<SeatRow>().ToTable("seat").HasKey(r => new { r.Bucket, r.StreamId, r.UserId });
        modelBuilder.Entity<MessageRow>().ToTable("message").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<MessageEditRow>().ToTable("message_edit").HasKey(r => new { r.Bucket, r.StreamId, r.Seq, r.Revision });
        modelBuilder.Entity<ReactionRow>().ToTable("reaction").HasKey(r => new { r.Bucket, r.StreamId, r.Seq, r.Emoji, r.UserId });
        modelBuilder.Entity<MentionRow>().ToTable("mention").HasKey(r => new { r.Bucket, r.StreamId, r.UserId, r.Seq });
        modelBuilder.Entity<BroadcastRow>().ToTable("broadcast").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<UncountedRow>().ToTable("uncounted").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<SubjectCallRow>().ToTable("subject_call").HasKey(r => new { r.Bucket, r.StreamId, r.SubjectId, r.Seq });
        modelBuilder.Entity<ConfirmationRow>().ToTable("confirmation").HasKey(r => new { r.Bucket, r.StreamId, r.Seq, r.UserId });
        modelBuilder.Entity<ReceiptLogRow>().ToTable("receipt_log").HasKey(r => new { r.Bucket, r.StreamId, r.UserId, r.Seq });
        modelBuilder.Entity<PinRow>().ToTable("pin").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<SavedMessageRow>().ToTable("saved_message").HasKey(r => new { r.Bucket, r.UserId, r.StreamId, r.Seq });
        modelBuilder.Entity<HiddenMessageRow>().ToTable("hidden_message").HasKey(r => new { r.Bucket, r.StreamId, r.UserId, r.Seq });
        modelBuilder.Entity<DeviceRow>().ToTable("device").HasKey(r => new { r.Bucket, r.UserId, r.DeviceId });
        modelBuilder.Entity<DeviceStateRow>().ToTable("device_state").HasKey(r => new { r.Bucket, r.UserId, r.DeviceId, r.Number });
        modelBuilder.Entity<ExpiryRow>().ToTable("expiry").HasKey(r => new { r.Bucket, r.ExpiresAt, r.StreamId, r.Seq });
        modelBuilder.Entity<HeldMessageRow>().ToTable("held_message").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<FileRow>().ToTable("file").HasKey(r => new { r.Bucket, r.StreamId, r.FileId });
        modelBuilder.Entity<ReminderRow>().ToTable("reminder").HasKey(r => new { r.Bucket, r.StreamId, r.Seq });
        modelBuilder.Entity<OutboxRow>().ToTable("outbox").HasKey(r => new { r.Bucket, r.StreamId, r.Version });
        modelBuilder.Entity<HandoffRow>().ToTable("handoff").HasKey(r => new { r.Bucket, r.HandoffId });
        modelBuilder.Entity<PreferenceRow>().ToTable("preference").HasKey(r => new { r.Bucket, r.UserId, r.Name });
        modelBuilder.Entity<FavouriteRow>().ToTable("favourite").HasKey(r => new { r.Bucket, r.UserId, r.PersonId });
        modelBuilder.Entity<RememberedSearchRow>().ToTable("remembered_search").HasKey(r => new { r.Bucket, r.UserId, r.WorkspaceId, r.Digest });
        modelBuilder.Entity<ConsumerCursorRow>().ToTable("consumer_cursor").HasKey(r => new { r.Bucket, r.Consumer, r.StreamId });
        modelBuilder.Entity<ParkedEventRow>().ToTable("parked_event").HasKey(r => new { r.Bucket, r.Consumer, r.StreamId, r.Version });
        IdConversions.NameColumns(modelBuilder);
    }
}
