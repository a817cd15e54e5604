using Microsoft.Extensions.Options;
using MimeKit;

namespace Collab.Infrastructure.Mail;

/// <summary>Mails as they travel (RFC 5322).</summary>
internal sealed class MailMessages(IOptions<MailOptions> options, TimeProvider time)
{
    /// <summary>A message of plain text that asks for no automatic answer.</summary>
    public MimeMessage Make(Domain.Mail.Mail mail)
    {
        var message = new MimeMessage { Subject = mail.Subject.ReplaceLineEndings(" "), Date = time.GetUtcNow(), Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress("Collab", options.Value.From is { Length: > 0 } from ? from : "collab@localhost"));
        message.To.Add(new MailboxAddress(null, mail.To.Value));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
