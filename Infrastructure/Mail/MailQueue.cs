using System.Threading.Channels;
using Collab.Domain.Mail;
using Collab.Domain.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Mail;

/// <summary>
/// Mails that wait for their server, in memory of this node: what is lost with the node, people can ask for again, and
/// secrets in mails are stored nowhere. Logs say that a mail was lost, never whose or what it said.
/// </summary>
internal sealed class MailQueue(IOptions<MailOptions> options, IMailTransport transport, TimeProvider time, ILogger<MailQueue> log) : BackgroundService, IMailer
{
    /// <summary>Most mails that wait.</summary>
    public const int MostWaiting = 1000;

    // About an hour in all: greylisting and a restart of the server pass meanwhile.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30)];

    private readonly Channel<Domain.Mail.Mail> _waiting = Channel.CreateBounded<Domain.Mail.Mail>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public bool IsSetUp => options.Value.Provider != MailProvider.None;

    public Result<Done> Send(Domain.Mail.Mail mail)
    {
        if (!IsSetUp)
            return new Error.Unavailable("mail.none", "No mail is set up.");
        if (_waiting.Writer.TryWrite(mail))
            return Done.Value;
        log.LogWarning("A mail was not taken: {Count} are waiting already.", MostWaiting);
        return new Error.Unavailable("mail.busy", "Very many mails wait to be sent. Try again later.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var mail in _waiting.Reader.ReadAllAsync(stoppingToken))
                await DeliverAsync(mail, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            var lost = _waiting.Reader.Count;
            if (lost > 0)
                log.LogWarning("The node stops, and {Count} mails were not sent.", lost);
        }
    }

    private async Task DeliverAsync(Domain.Mail.Mail mail, CancellationToken ct)
    {
        for (var attempt = 0; !await TryAsync(mail, isLast: attempt == Pauses.Length, ct); attempt++)
            await Task.Delay(Pauses[attempt], time, ct);
    }

    // True when nothing more is to be done for this mail.
    private async Task<bool> TryAsync(Domain.Mail.Mail mail, bool isLast, CancellationToken ct)
    {
        try
        {
            await transport.SendAsync(mail, ct);
            return true;
        }
        catch (MailRefusedException refused)
        {
            log.LogError("The mail server refused a mail: {Reason}.", refused.Message);
            return true;
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // Whatever it is, the next mails must not suffer from it. Its message may name an address.
            log.LogWarning("A mail could not be sent: {Error}.{Lost}", error.GetType().Name, isLast ? " It is given up." : "");
            return isLast;
        }
    }
}
