using Collab.Domain.Shared;

namespace Collab.Domain.Mail;

/// <summary>Sends mail to people.</summary>
public interface IMailer
{
    /// <summary>False when the operator has set up no mail: then nothing that needs it is offered.</summary>
    bool IsSetUp { get; }

    /// <summary>
    /// Takes a mail that is sent soon, and again when its server is away; returns at once, so that no answer waits for it or
    /// tells of it. Unavailable when no mail is set up or very many wait.
    /// </summary>
    Result<Done> Send(Mail mail);
}
