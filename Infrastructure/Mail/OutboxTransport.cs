using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Mail;

/// <summary>Writes each mail into a file below the data folder, for development: any mail program opens it. The newest are kept.</summary>
internal sealed class OutboxTransport(MailMessages messages, DataFolder folder, IIdSource ids, ILogger<OutboxTransport> log) : IMailTransport
{
    /// <summary>Most files that are kept.</summary>
    public const int MostKept = 200;

    public async Task SendAsync(Domain.Mail.Mail mail, CancellationToken ct)
    {
        var outbox = PrivateFolder(Path.Combine(folder.Path, "mail"));
        // Ids go with time, and all have as many digits.
        var file = Path.Combine(outbox.FullName, $"{ids.Next<MessageId>().Value:D19}.eml");
        using var message = messages.Make(mail);
        await using (var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write))
            await message.WriteToAsync(stream, ct);
        log.LogInformation("A mail lies in {File}.", file);
        foreach (var old in outbox.EnumerateFiles("*.eml").OrderByDescending(f => f.Name, StringComparer.Ordinal).Skip(MostKept))
            old.Delete();
    }

    // Links in mails are secrets.
    private static DirectoryInfo PrivateFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
