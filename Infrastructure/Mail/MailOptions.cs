namespace Collab.Infrastructure.Mail;

/// <summary>How mail is sent; section <c>Collab:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary><c>None</c>, <c>Outbox</c> for files in the data folder, or <c>Smtp</c>.</summary>
    public MailProvider Provider { get; set; } = MailProvider.None;

    /// <summary>The SMTP server.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The account to sign in with; empty signs in with none.</summary>
    public string User { get; set; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address that mail comes from.</summary>
    public string From { get; set; } = "";
}
