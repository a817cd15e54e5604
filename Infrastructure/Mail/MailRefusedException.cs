namespace Collab.Infrastructure.Mail;

/// <summary>The server does not take this mail and never will. The message names no address.</summary>
internal sealed class MailRefusedException(string message) : Exception(message);
