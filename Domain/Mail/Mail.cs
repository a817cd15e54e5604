using Collab.Domain.People;

namespace Collab.Domain.Mail;

/// <summary>A mail to one person.</summary>
/// <param name="To">Whom.</param>
/// <param name="Subject">What it is about, one line.</param>
/// <param name="Text">What it says, as plain text.</param>
public sealed record Mail(EmailAddress To, string Subject, string Text);
