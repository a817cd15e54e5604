namespace Collab.Infrastructure.Mail;

/// <summary>Where mail goes.</summary>
public enum MailProvider
{
    /// <summary>No mail is sent, and nothing that needs it is offered.</summary>
    None,

    /// <summary>Into files in the data folder, for development.</summary>
    Outbox,

    /// <summary>To an SMTP server.</summary>
    Smtp,
}
