using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Xunit;

namespace Collab.Domain.Tests.Confirmations;

/// <summary>Who may ask where, who is asked, and when one may remind.</summary>
public sealed class ConfirmationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ada = new(1);
    private static readonly UserId Bo = new(2);

    [Theory]
    [InlineData(StreamKind.Channel, null, null)]
    [InlineData(StreamKind.Group, 4.0, null)]
    [InlineData(StreamKind.Direct, 366 * 24.0, null)]
    [InlineData(StreamKind.Thread, null, "confirmation.in_thread")]
    [InlineData(StreamKind.Channel, -1.0, null)] // it may be stored already: the store says
    [InlineData(StreamKind.Channel, (366 * 24.0) + 1, "confirmation.deadline_far")]
    public void A_place_and_a_deadline_decide_whether_one_may_ask(StreamKind kind, double? hours, string? refusal) =>
        Assert.Equal(refusal, ConfirmationRules.Refusal(Place(kind), hours is { } after ? Now.AddHours(after) : null, Now)?.Code);

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.001, null)]
    [InlineData(0.0, "confirmation.deadline_past")]
    [InlineData(-1.0, "confirmation.deadline_past")]
    public void What_is_new_asks_until_later(double? hours, string? refusal) =>
        Assert.Equal(refusal, ConfirmationRules.Over(new ConfirmationRequest(hours is { } after ? Now.AddHours(after) : null), Now)?.Code);

    [Fact]
    public void Those_are_asked_who_were_in_and_still_are_but_not_the_author()
    {
        var message = Message(Ada, MessageState.Posted, new ConfirmationRequest(null));

        Assert.True(ConfirmationRules.Asks(message, Bo, Seat(Bo, joined: 4)));
        Assert.False(ConfirmationRules.Asks(message, Bo, Seat(Bo, joined: 5))); // came after it
        Assert.False(ConfirmationRules.Asks(message, Bo, Seat(Bo, joined: 1) with { LeftSeq = 9 }));
        Assert.False(ConfirmationRules.Asks(message, Bo, null));
        Assert.False(ConfirmationRules.Asks(message, Ada, Seat(Ada, joined: 1)));
        Assert.False(ConfirmationRules.Asks(Message(Ada, MessageState.Recalled, new ConfirmationRequest(null)), Bo, Seat(Bo, joined: 1)));
        Assert.False(ConfirmationRules.Asks(Message(Ada, MessageState.Posted, null), Bo, Seat(Bo, joined: 1)));
    }

    [Fact]
    public void One_reminds_at_once_and_then_once_an_hour()
    {
        Assert.Null(ConfirmationRules.NextReminder(new ConfirmationRequest(null), Now));
        Assert.Equal(Now.AddMinutes(1), ConfirmationRules.NextReminder(new ConfirmationRequest(null, Now.AddMinutes(-59)), Now));
        Assert.Null(ConfirmationRules.NextReminder(new ConfirmationRequest(null, Now.AddMinutes(-60)), Now));
    }

    private static SeatView Seat(UserId user, long joined) => new(user, SeatRole.Member, joined, null, 0, null);

    private static StreamView Place(StreamKind kind) => new() { Id = new StreamId(1), Kind = kind, Organization = new OrganizationId(1), CreatedBy = Ada, CreatedAt = Now };

    private static MessageView Message(UserId author, MessageState state, ConfirmationRequest? request) => new()
    {
        Stream = new StreamId(1),
        Seq = 5,
        Id = new MessageId(1),
        Author = author,
        ClientKey = "k",
        State = state,
        PostedAt = Now,
        Revision = 1,
        Confirmation = request,
    };
}
