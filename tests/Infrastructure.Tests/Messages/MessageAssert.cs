using System.Text.Json;
using Collab.Domain.Messages;
using Collab.Infrastructure.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

internal static class MessageAssert
{
    /// <summary>Equal in all that they say; records compare their lists by reference.</summary>
    public static void Same(MessageView? expected, MessageView? actual) =>
        Assert.Equal(Text(expected), Text(actual));

    public static void Same(IEnumerable<MessageView> expected, IEnumerable<MessageView> actual) =>
        Assert.Equal(expected.Select(Text), actual.Select(Text));

    private static string Text(MessageView? message) => JsonSerializer.Serialize(message, Json.Options);
}
