using System.Collections.Concurrent;
using Collab.Domain.People;
using Collab.Identity.Accounts;

namespace Collab.Identity.Tests.Support;

/// <summary>Keeps what people would be told.</summary>
internal sealed class Notices : IAccountNotices
{
    private readonly ConcurrentQueue<(string What, string To, string? Token)> _told = new();

    public bool CanReach { get; set; } = true;

    public string[] To(string email) => [.. _told.Where(told => told.To == email).Select(told => told.What)];

    public string TokenOf(string email) => _told.Last(told => told.To == email && told.Token is not null).Token ?? "";

    public void Locked(EmailAddress to, DateTimeOffset until, string? address) => _told.Enqueue(("locked", to.Value, null));

    public void ResetAsked(EmailAddress to, string token, DateTimeOffset until) => _told.Enqueue(("asked", to.Value, token));

    public void PasswordReset(EmailAddress to, string? address) => _told.Enqueue(("reset", to.Value, null));
}
