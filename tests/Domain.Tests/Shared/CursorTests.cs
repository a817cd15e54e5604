using Collab.Domain.Shared;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Shared;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_comes_back_as_it_went() =>
        Gen.String.Sample(key => Cursor.Parse(new Cursor("people", key).ToString(), "people") is { IsOk: true } parsed
            && parsed.Value == new Cursor("people", System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(key))));

    [Fact]
    public void No_cursor_is_the_start_of_the_list()
    {
        Assert.Null(Cursor.Parse(null, "people").Value);
        Assert.Null(Cursor.Parse("", "people").Value);
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused() =>
        Assert.IsType<Error.Invalid>(Cursor.Parse(new Cursor("channels", "9").ToString(), "people").Error);

    [Fact]
    public void Whatever_a_client_makes_up_is_refused_or_harmless_and_never_throws() =>
        Gen.String.Sample(text => Cursor.Parse(text, "people") is { IsOk: true, Value: null } or { Error: Error.Invalid } or { IsOk: true, Value.List: "people" });

    [Fact]
    public void A_huge_cursor_is_refused() =>
        Assert.IsType<Error.Invalid>(Cursor.Parse(new string('A', 1_000_000), "people").Error);
}
