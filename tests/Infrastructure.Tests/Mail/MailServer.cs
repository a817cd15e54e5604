using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collab.Support.Servers;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Collab.Infrastructure.Tests.Mail;

/// <summary>A real SMTP server on loopback that keeps what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "collab";
    public const string Password = "hush";

    private readonly CancellationTokenSource _stop = new();
    private readonly Inbox _inbox = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _running;

    private MailServer(int port, bool asksForAccount, bool hasTls)
    {
        Port = port;
        _certificate = hasTls ? SelfSigned() : null;
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).AllowUnsecureAuthentication().AuthenticationRequired(asksForAccount);
            if (_certificate is not null)
                endpoint.Certificate(_certificate);
        });
        var services = new ServiceProvider();
        services.Add((IMessageStore)_inbox);
        services.Add((IMailboxFilter)_inbox);
        services.Add((IUserAuthenticator)new Accounts());
        _running = new SmtpServer.SmtpServer(options.Build(), services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    public IReadOnlyCollection<(MimeMessage Message, string[] Recipients)> Mails => _inbox.Mails;

    /// <summary>Recipients that are refused for good.</summary>
    public ISet<string> Unknown => _inbox.Unknown;

    public static MailServer Start(int? port = null, bool asksForAccount = false, bool hasTls = false) => new(port ?? LoopbackPort.Free(), asksForAccount, hasTls);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _certificate?.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        // The TLS of some systems takes a key only from a file format.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class Inbox : MessageStore, IMailboxFilter
    {
        public ConcurrentQueue<(MimeMessage Message, string[] Recipients)> Mails { get; } = new();

        public HashSet<string> Unknown { get; } = [];

        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            Mails.Enqueue((await MimeMessage.LoadAsync(stream, cancellationToken), [.. transaction.To.Select(to => to.AsAddress())]));
            return SmtpResponse.Ok;
        }

        public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox @from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox @from, CancellationToken cancellationToken) =>
            Task.FromResult(!Unknown.Contains(to.AsAddress()));
    }

    private sealed class Accounts : IUserAuthenticator
    {
        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult((user, password) == (User, Password));
    }
}
