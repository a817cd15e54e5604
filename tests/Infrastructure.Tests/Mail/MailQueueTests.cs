using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Infrastructure.Mail;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Mail;

/// <summary>Mails that wait, with a real server that comes and goes.</summary>
public sealed class MailQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptLog<MailQueue> _log = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_for_a_server_that_is_away_is_sent_when_it_is_back()
    {
        var port = LoopbackPort.Free();
        using var queue = Queue(port);
        await queue.StartAsync(Ct);
        Assert.True(queue.Send(Mail("ada@example.com")).IsOk);
        await Eventually.TrueAsync(() => _log.Lines.Count > 0, "the first try failed");

        await using var server = MailServer.Start(port);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(30));
                return server.Mails.Count == 1;
            },
            "the mail arrives");
        await queue.StopAsync(Ct);
    }

    [Fact]
    public async Task A_mail_that_is_refused_does_not_hold_up_the_next_and_the_log_names_nobody()
    {
        await using var server = MailServer.Start();
        server.Unknown.Add("nobody@example.com");
        using var queue = Queue(server.Port);
        await queue.StartAsync(Ct);
        queue.Send(Mail("nobody@example.com"));
        queue.Send(Mail("ada@example.com"));
        await Eventually.TrueAsync(() => server.Mails.Count == 1, "the next mail arrives");
        Assert.Equal(["ada@example.com"], Assert.Single(server.Mails).Recipients);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("nobody", StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
        await queue.StopAsync(Ct);
    }

    [Fact]
    public async Task A_mail_that_never_gets_through_is_given_up_after_an_hour_and_the_next_has_its_turn()
    {
        var port = LoopbackPort.Free();
        using var queue = Queue(port);
        await queue.StartAsync(Ct);
        queue.Send(Mail("ada@example.com"));
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(30));
                return _log.Lines.Any(line => line.Contains("given up", StringComparison.Ordinal));
            },
            "the mail is given up",
            TimeSpan.FromSeconds(60));
        Assert.Equal(7, _log.Lines.Count);
        await using var server = MailServer.Start(port);
        queue.Send(Mail("ben@example.com"));
        await Eventually.TrueAsync(() => server.Mails.Count == 1, "the next mail arrives");
        await queue.StopAsync(Ct);
    }

    [Fact]
    public void More_than_can_wait_are_refused_and_without_mail_all_are()
    {
        using var queue = Queue(1);
        for (var i = 0; i < MailQueue.MostWaiting; i++)
            Assert.True(queue.Send(Mail("ada@example.com")).IsOk);
        Assert.IsType<Error.Unavailable>(queue.Send(Mail("ada@example.com")).Error);
        using var none = new MailQueue(Options.Create(new MailOptions()), new Nowhere(), _time, _log);
        Assert.False(none.IsSetUp);
        Assert.IsType<Error.Unavailable>(none.Send(Mail("ada@example.com")).Error);
    }

    private static Domain.Mail.Mail Mail(string to) => new(EmailAddress.Parse(to).Value, "a secret subject", "a secret text");

    private MailQueue Queue(int port)
    {
        var options = Options.Create(
            new MailOptions { Provider = MailProvider.Smtp, Host = "127.0.0.1", Port = port, Security = MailSecurity.None, From = "collab@example.com" });
        return new MailQueue(options, new SmtpTransport(new MailMessages(options, _time), options), _time, _log);
    }

    private sealed class Nowhere : IMailTransport
    {
        public Task SendAsync(Domain.Mail.Mail mail, CancellationToken ct) => throw new NotSupportedException();
    }
}
