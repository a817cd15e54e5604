namespace Collab.Infrastructure.Mail;

/// <summary>Hands one mail over.</summary>
internal interface IMailTransport
{
    /// <summary>Returns when it is handed over. <see cref="MailRefusedException"/> when it never will be, any other exception when it may be later.</summary>
    Task SendAsync(Domain.Mail.Mail mail, CancellationToken ct);
}
