using Collab.Domain.People;

namespace Collab.Identity.Accounts;

/// <summary>Tells people what happens to their accounts, where a way to reach them is set up. Returns at once and never fails.</summary>
public interface IAccountNotices
{
    /// <summary>True when people can be reached: without, a password cannot be reset.</summary>
    bool CanReach { get; }

    /// <summary>Somebody has missed her password so often that none is taken for a while.</summary>
    void Locked(EmailAddress to, DateTimeOffset until, string? address);

    /// <summary>She, or somebody else, asked for a new password.</summary>
    void ResetAsked(EmailAddress to, string token, DateTimeOffset until);

    /// <summary>Her password was reset.</summary>
    void PasswordReset(EmailAddress to, string? address);
}
