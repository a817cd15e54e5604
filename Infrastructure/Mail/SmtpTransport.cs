using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Mail;

/// <summary>Hands mail to an SMTP server.</summary>
internal sealed class SmtpTransport(MailMessages messages, IOptions<MailOptions> options) : IMailTransport
{
    private const int TimeoutMilliseconds = 30_000;

    public async Task SendAsync(Domain.Mail.Mail mail, CancellationToken ct)
    {
        var settings = options.Value;
        using var message = messages.Make(mail);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(settings.Host, settings.Port, Security(settings.Security), ct);
        if (settings.User.Length > 0)
            await client.AuthenticateAsync(settings.User, settings.Password, ct);
        try
        {
            await client.SendAsync(message, ct);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            throw new MailRefusedException($"{(int)refused.StatusCode} {refused.ErrorCode}");
        }

        await client.DisconnectAsync(quit: true, ct);
    }

    private static SecureSocketOptions Security(MailSecurity security) =>
        security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => throw new ArgumentOutOfRangeException(nameof(security), security, "Unknown protection."),
        };
}
