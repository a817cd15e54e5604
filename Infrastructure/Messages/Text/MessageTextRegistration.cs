using Collab.Domain.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Messages.Text;

public static class MessageTextRegistration
{
    /// <summary>Adds the reader of message text and the emoji catalogue.</summary>
    public static IServiceCollection AddMessageText(this IServiceCollection services) => services
        .AddSingleton<IEmojiCatalog>(EmojiCatalog.Instance)
        .AddSingleton<IMessageText, MarkdownMessageText>();
}
