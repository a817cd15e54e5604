using System.Text.Json;
using Collab.Domain.Shared.Ids;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Shared;

public sealed class IdTests
{
    [Fact]
    public void Every_id_survives_text_and_JSON() =>
        Gen.Long[1, long.MaxValue].Sample(value =>
        {
            var id = new StreamId(value);
            return StreamId.TryParse(id.ToString(), null, out var parsed) && parsed == id
                && JsonSerializer.Deserialize<StreamId>(JsonSerializer.Serialize(id)) == id;
        });

    [Fact]
    public void In_JSON_an_id_is_a_string_because_JavaScript_loses_large_numbers() =>
        Assert.Equal("\"9007199254740993\"", JsonSerializer.Serialize(new MessageId(9007199254740993)));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("９")]
    [InlineData("9223372036854775808")]
    [InlineData("12345678901234567890")]
    [InlineData("1' OR '1'='1")]
    public void Whatever_is_not_a_plain_positive_number_is_no_id(string text)
    {
        Assert.False(StreamId.TryParse(text, null, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UserId>(JsonSerializer.Serialize(text)));
    }
}
