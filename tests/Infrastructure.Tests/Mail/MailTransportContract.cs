using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Storage;
using MailKit.Security;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Xunit;

namespace Collab.Infrastructure.Tests.Mail;

public abstract class MailTransportContract : IAsyncLifetime
{
    protected static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract IMailTransport Transport { get; }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await Transport.SendAsync(To("ada@example.com", "Grüße aus 東京 🎉", "Zeile eins\n\nhttps://chat.example.com/reset/abc_-x\n.\nEnde"), Ct);
        var mail = Assert.Single(await ArrivedAsync());
        Assert.Equal("Grüße aus 東京 🎉", mail.Subject);
        Assert.Equal("Zeile eins\n\nhttps://chat.example.com/reset/abc_-x\n.\nEnde", TextOf(mail).ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal("ada@example.com", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal("collab@example.com", Assert.Single(mail.From.Mailboxes).Address);
        Assert.Equal(Time.GetUtcNow(), mail.Date);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task A_subject_cannot_bring_headers_of_its_own()
    {
        await Transport.SendAsync(To("ada@example.com", "Join\r\nBcc: eve@example.com\r\n\r\nX", "text"), Ct);
        var mail = Assert.Single(await ArrivedAsync());
        Assert.Empty(mail.Bcc);
        Assert.Equal("text", TextOf(mail).TrimEnd());
        Assert.StartsWith("Join", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_arrive_in_the_order_in_which_they_were_sent()
    {
        for (var i = 0; i < 3; i++)
            await Transport.SendAsync(To("ada@example.com", $"mail {i}", "text"), Ct);
        Assert.Equal(["mail 0", "mail 1", "mail 2"], (await ArrivedAsync()).Select(mail => mail.Subject));
    }

    private static string TextOf(MimeMessage mail) => mail.TextBody ?? "";

    protected abstract Task<IReadOnlyList<MimeMessage>> ArrivedAsync();

    protected static Domain.Mail.Mail To(string address, string subject, string text) => new(EmailAddress.Parse(address).Value, subject, text);

    private protected static MailMessages Messages(MailOptions options) => new(Options.Create(options), Time);
}

public sealed class OutboxTransportTests : MailTransportContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-mail-");
    private readonly KeptLog<OutboxTransport> _log = new();

    private protected override IMailTransport Transport =>
        field ??= new OutboxTransport(Messages(new MailOptions { From = "collab@example.com" }), new DataFolder(_folder.FullName), new CountingIds(), _log);

    [Fact]
    public async Task The_log_says_where_a_mail_lies_and_not_what_it_says()
    {
        await Transport.SendAsync(To("ada@example.com", "a secret subject", "a secret link"), Ct);
        var said = Assert.Single(_log.Lines);
        Assert.Contains(".eml", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_newest_are_kept_and_nobody_else_reads_them()
    {
        for (var i = 0; i < OutboxTransport.MostKept + 3; i++)
            await Transport.SendAsync(To("ada@example.com", $"mail {i}", "text"), Ct);
        var arrived = await ArrivedAsync();
        Assert.Equal(OutboxTransport.MostKept, arrived.Count);
        Assert.Equal("mail 3", arrived[0].Subject);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder.FullName, "mail")));
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override async Task<IReadOnlyList<MimeMessage>> ArrivedAsync()
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.FullName, "mail"), "*.eml").Order(StringComparer.Ordinal))
            mails.Add(await MimeMessage.LoadAsync(file, Ct));
        return mails;
    }

    private sealed class CountingIds : IIdSource
    {
        private long _last;

        public TId Next<TId>()
            where TId : struct, IId<TId> => TId.From(++_last);

        public TId NextInAnyBucket<TId>()
            where TId : struct, IId<TId> => Next<TId>();

        public TId NextIn<TId>(Bucket bucket)
            where TId : struct, IId<TId> => Next<TId>();

        public string NextSecret() => "secret";
    }
}

public sealed class SmtpTransportTests : MailTransportContract
{
    private readonly MailServer _server = MailServer.Start();

    private protected override IMailTransport Transport => Over(_server);

    [Fact]
    public async Task It_signs_in_where_the_server_asks_for_an_account()
    {
        await using var server = MailServer.Start(asksForAccount: true);
        await Over(server, options => (options.User, options.Password) = (MailServer.User, MailServer.Password)).SendAsync(To("ada@example.com", "s", "t"), Ct);
        Assert.Single(server.Mails);
        await Assert.ThrowsAsync<AuthenticationException>(() =>
            Over(server, options => (options.User, options.Password) = (MailServer.User, "wrong")).SendAsync(To("ada@example.com", "s", "t"), Ct));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_recipient_that_the_server_does_not_know_is_refused_for_good_without_naming_her()
    {
        _server.Unknown.Add("nobody@example.com");
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Transport.SendAsync(To("nobody@example.com", "s", "t"), Ct));
        Assert.DoesNotContain("nobody", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_over_a_connection_that_is_not_protected_as_wished()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Over(_server, options => options.Security = MailSecurity.StartTls).SendAsync(To("ada@example.com", "s", "t"), Ct));
        await using var selfSigned = MailServer.Start(hasTls: true);
        await Assert.ThrowsAsync<SslHandshakeException>(() => Over(selfSigned, options => options.Security = MailSecurity.StartTls).SendAsync(To("ada@example.com", "s", "t"), Ct));
        Assert.Empty(_server.Mails);
        Assert.Empty(selfSigned.Mails);
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override Task<IReadOnlyList<MimeMessage>> ArrivedAsync() => Task.FromResult<IReadOnlyList<MimeMessage>>([.. _server.Mails.Select(mail => mail.Message)]);

    private static SmtpTransport Over(MailServer server, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Provider = MailProvider.Smtp, Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = "collab@example.com" };
        change?.Invoke(options);
        return new SmtpTransport(Messages(options), Options.Create(options));
    }
}
