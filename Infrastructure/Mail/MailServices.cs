using Collab.Domain.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Mail;

/// <summary>Registers mail.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection("Collab:Mail"));
        services.AddSingleton<MailMessages>();
        services.AddSingleton<OutboxTransport>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<IMailTransport>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Provider == MailProvider.Smtp
                ? provider.GetRequiredService<SmtpTransport>()
                : provider.GetRequiredService<OutboxTransport>());
        services.AddSingleton<MailQueue>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<MailQueue>());
        services.AddHostedService(provider => provider.GetRequiredService<MailQueue>());
        return services;
    }
}
