using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Collab.Support.Contracts;
using Xunit;

namespace Collab.Domain.Tests.Shared;

public sealed class NamesTests
{
    [Theory]
    [InlineData("#Design Team", "design-team")]
    [InlineData("大阪", "大阪")]
    [InlineData("café_2", "café_2")]
    public void A_channel_name_is_mended_where_it_can_be(string typed, string name) => Assert.Equal(name, ChannelName.Parse(typed).Value.Value);

    [Theory]
    [InlineData("")]
    [InlineData("###")]
    [InlineData("a/b")]
    [InlineData("<script>")]
    [InlineData("---")]
    public void A_channel_name_that_cannot_be_mended_is_refused_at_its_field(string typed) =>
        Assert.Equal("name", Assert.IsType<Error.Invalid>(ChannelName.Parse(typed).Error).Field);

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("Ada.Lovelace+work@Mail.Example.co.uk")]
    [InlineData("jörg@bücher.example")]
    public void An_address_is_taken(string typed) => Assert.Equal(typed.ToLowerInvariant(), EmailAddress.Parse(typed).Value.Value);

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("a b@example.com")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada@exa_mple.com,bo@example.com")]
    public void What_is_no_address_is_refused(string typed) => Assert.IsType<Error.Invalid>(EmailAddress.Parse(typed).Error);

    [Theory]
    [InlineData("channel")]
    [InlineData("@here")]
    [InlineData("-a")]
    [InlineData("a")]
    [InlineData("ünal")]
    public void A_handle_that_means_a_group_or_cannot_be_typed_is_refused(string typed) => Assert.IsType<Error.Invalid>(Handle.Parse(typed).Error);

    [Theory]
    [InlineData("Ada Lovelace", 0, "ada.lovelace")]
    [InlineData("Ada Lovelace", 1, "ada.lovelace2")]
    [InlineData("Zoë Ørjan-Łukasz", 0, "zoe.rjan.ukasz")]
    [InlineData("大阪", 0, "person")]
    [InlineData("All", 0, "all1")]
    public void A_handle_is_suggested_from_a_name(string name, int attempt, string handle) => Assert.Equal(handle, Handle.Suggest(name, attempt).Value);

    [Fact]
    public void Every_suggested_handle_and_slug_is_a_valid_one()
    {
        foreach (var text in Contract.HostileStrings.Strings())
        {
            Assert.True(Handle.Parse(Handle.Suggest(text, 3).Value).IsOk, text);
            Assert.True(WorkspaceSlug.Parse(WorkspaceSlug.Suggest(text).Value).IsOk, text);
        }
    }

    [Fact]
    public void Hostile_strings_in_every_kind_of_name_are_cleaned_or_refused_and_never_throw()
    {
        foreach (var text in Contract.HostileStrings.Strings())
        {
            if (Name.Parse(text).TryGet(out var name, out _))
                Assert.DoesNotContain(name.Value, c => char.IsControl(c) || c is >= '\u202A' and <= '\u202E');
            if (Topic.Parse(text).TryGet(out var topic, out _))
                Assert.DoesNotContain('\n', topic.Value);
            if (MessageText.Parse(text).TryGet(out var message, out _))
                Assert.DoesNotContain('\0', message.Value);
            _ = ChannelName.Parse(text);
            _ = EmailAddress.Parse(text);
            _ = Handle.Parse(text);
            _ = ClientKey.Parse(text);
        }
    }

    [Fact]
    public void A_message_of_a_mebibyte_is_refused_with_how_much_is_too_much()
    {
        var error = Assert.IsType<Error.Invalid>(MessageText.Parse(new string('x', 1 << 20)).Error);
        Assert.Contains("1,032,576", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("\u0000\u0001")]
    public void An_empty_message_is_refused(string? text) => Assert.Equal("message.empty", MessageText.Parse(text).Error?.Code);

    [Theory]
    [InlineData("short", "password.too_short")]
    [InlineData("aaaaaaaaaaaa", "password.known")]
    [InlineData("correct horse battery", null)]
    public void A_password_needs_length_not_signs(string password, string? code) => Assert.Equal(code, Password.Check(password, _ => false).Error?.Code);
}
