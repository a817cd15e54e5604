using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Presence;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

/// <summary>The order in which members are read and told of must not matter.</summary>
public sealed class RosterTests
{
    private static readonly UserId[] People = [new(1), new(2), new(3), new(4)];

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_happened_before_its_version_was_known_counts_when_it_is_newer()
    {
        var roster = new Roster(_time);
        Assert.True(roster.Apply(Left(11, People[0])));
        Assert.True(roster.Apply(Joined(10, People[3])));

        Assert.True(roster.Begin(10));
        roster.Add(People[..3]);
        roster.End(isWhole: true);

        Assert.Equal([People[1], People[2]], roster.Online(new Everybody()));
    }

    [Fact]
    public void What_happens_while_it_is_read_is_not_undone_by_what_was_read()
    {
        var roster = new Roster(_time);
        roster.Begin(10);
        Assert.True(roster.Apply(Left(11, People[0])));
        Assert.True(roster.Apply(Joined(12, People[3])));
        roster.Add(People[..3]);
        roster.End(isWhole: true);

        Assert.Equal(People[1..], roster.Online(new Everybody()));
    }

    [Fact]
    public void A_missing_event_is_noticed_and_an_old_one_changes_nothing()
    {
        var roster = new Roster(_time);
        roster.Begin(10);
        roster.Add(People[..2]);
        roster.End(isWhole: true);

        Assert.True(roster.Apply(Left(9, People[0])));
        Assert.Equal(People[..2], roster.Online(new Everybody()));
        Assert.False(roster.Apply(Left(12, People[0])));
    }

    private static MembersJoined Joined(long version, params UserId[] users) => new() { Id = new EventId(version), Head = Head(version), Users = users };

    private static MembersLeft Left(long version, params UserId[] users) => new() { Id = new EventId(version), Head = Head(version), Users = users };

    private static StreamView Head(long version) => new()
    {
        Id = new StreamId(7),
        Kind = StreamKind.Channel,
        Organization = new OrganizationId(1),
        CreatedBy = People[0],
        CreatedAt = DateTimeOffset.UnixEpoch,
        Version = version,
    };

    /// <summary>Everybody is online.</summary>
    private sealed class Everybody : IPresence
    {
        public event Action<IReadOnlyCollection<UserId>>? Changed
        {
            add { }
            remove { }
        }

        public int Count => int.MaxValue;

        public IPresenceConnection Connect(UserId user) => throw new NotSupportedException("Nobody connects here.");

        public PresenceState Of(UserId user) => PresenceState.Online;

        public IReadOnlyList<UserId>? List(int most) => null;

        public bool IsHere(UserId user) => true;

        public IReadOnlyList<UserId>? ListHere(int most) => null;
    }
}
