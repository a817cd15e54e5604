using System.Reflection;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Xunit;

namespace Collab.Domain.Tests.Sync;

/// <summary>A device is told a place again when anything of it has changed, and not when nothing has.</summary>
public sealed class SyncDigestTests
{
    private const long Known = 7991079485192537677;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Properties =>
        [.. PropertiesOf<StreamView>().Select(p => $"{nameof(PlaceView.Head)}.{p.Name}"), .. PropertiesOf<PlaceView>().Where(p => p.Name != nameof(PlaceView.Head)).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_counts(string name)
    {
        var (one, other) = (Place(), Place());
        object changed = name.StartsWith("Head.", StringComparison.Ordinal) ? other.Head : other;
        var property = changed.GetType().GetProperty(name.Split('.')[^1])!; // its name came from there
        property.SetValue(changed, Another(property.GetValue(changed), property.PropertyType));

        Assert.NotEqual(SyncDigest.Of(one), SyncDigest.Of(other));
        if (Nullable.GetUnderlyingType(property.PropertyType) is null)
            return;
        property.SetValue(changed, null);
        Assert.NotEqual(SyncDigest.Of(one), SyncDigest.Of(other));
    }

    [Fact]
    public void The_same_place_has_the_same_digest_on_every_node_and_in_every_version()
    {
        Assert.Equal(SyncDigest.Of(Place()), SyncDigest.Of(Place()));
        // Should it change, every device is told all its places once more after the upgrade.
        Assert.Equal(Known, SyncDigest.Of(Place()));
    }

    [Fact]
    public void Texts_do_not_run_into_each_other()
    {
        var (one, other) = (Place(), Place());
        Assert.NotEqual(
            SyncDigest.Of(one with { Head = one.Head with { Name = "ab", Topic = "c" } }), SyncDigest.Of(other with { Head = other.Head with { Name = "a", Topic = "bc" } }));
    }

    private static IEnumerable<PropertyInfo> PropertiesOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static object Another(object? value, Type type) => value switch
    {
        null => throw new InvalidOperationException($"Give each property a value: one of {type} has none."),
        string text => text + "!",
        bool yes => !yes,
        int number => number + 1,
        long number => number + 1,
        Enum kind => Enum.ToObject(kind.GetType(), Convert.ToInt32(kind, null) + 1),
        DateTimeOffset at => at.AddTicks(10),
        StreamId id => new StreamId(id.Value + 1),
        OrganizationId id => new OrganizationId(id.Value + 1),
        WorkspaceId id => new WorkspaceId(id.Value + 1),
        UserId id => new UserId(id.Value + 1),
        IReadOnlyList<UserId> people => people.Append(new UserId(9)).ToList(),
        _ => throw new InvalidOperationException($"Say how {type} changes."),
    };

    private static PlaceView Place() => new(
        new StreamView
        {
            Id = new StreamId(1),
            Kind = StreamKind.Channel,
            Organization = new OrganizationId(2),
            Workspace = new WorkspaceId(3),
            Parent = new StreamId(4),
            ParentSeq = 5,
            Name = "name",
            Topic = "tópic",
            Purpose = "",
            Visibility = ChannelVisibility.Public,
            Posting = PostingPolicy.Everyone,
            ThreadOnly = true,
            SlowModeSeconds = 0,
            LifetimeSeconds = 60,
            HasExpiring = false,
            ArchivedAt = Noon,
            CreatedBy = new UserId(6),
            CreatedAt = Noon,
            LastSeq = 7,
            LastMessageAt = Noon,
            Version = 8,
            MemberCount = 9,
            PinCount = 10,
            Participants = [new UserId(6)],
        },
        SeatRole.Member, 3, 4, 1, false, Noon);
}
