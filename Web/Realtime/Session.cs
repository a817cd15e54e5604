using System.Security.Claims;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Web.Realtime;

/// <summary>Who sits before the page: her person, workspaces and ways of showing things. One per circuit.</summary>
public sealed class Session(IActorSource actors, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private ClaimsPrincipal _principal = new();
    private Actor? _actor;
    private DateTimeOffset _readAt;

    /// <summary>Workspace, time zone or the session itself changed.</summary>
    public event Action? Changed;

    /// <summary>Times are to be written in another way.</summary>
    public event Action? FormatsChanged;

    /// <summary>Her id; the default one until <see cref="StartAsync"/>.</summary>
    public UserId Me { get; private set; }

    /// <summary>What she may do in the organization, as of her last act.</summary>
    public OrganizationRole Role { get; private set; }

    /// <summary>True for those who run the organization.</summary>
    public bool IsOrganizationAdmin => Role is OrganizationRole.Owner or OrganizationRole.Admin;

    /// <summary>Her session.</summary>
    public SessionId? SessionId { get; private set; }

    /// <summary>The workspaces that she is in.</summary>
    public IReadOnlyList<MyWorkspace> Workspaces { get; private set; } = [];

    /// <summary>The workspace on the page.</summary>
    public MyWorkspace? Workspace { get; private set; }

    /// <summary>Her time zone, as the browser says.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Times are said with a clock of twelve hours.</summary>
    public bool Is12Hour { get; private set; }

    /// <summary>She was signed out: nothing can be done until she signs in again.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Takes the signed-in principal.</summary>
    public async Task<bool> StartAsync(ClaimsPrincipal principal, string? zone, CancellationToken ct)
    {
        _principal = principal;
        SessionId = Domain.Shared.Ids.SessionId.TryParse(principal.FindFirst("sid")?.Value, null, out var session) ? session : null;
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            Zone = found;
        if (!(await ActAsync(ct)).TryGet(out var actor, out _))
            return false;
        Me = actor.User;
        return true;
    }

    /// <summary>The actor for the next act, never older than a few seconds.</summary>
    public async Task<Result<Actor>> ActAsync(CancellationToken ct)
    {
        if (_actor is null || time.GetUtcNow() - _readAt > MaxAge)
        {
            _actor = HasEnded ? null : await actors.FindAsync(_principal, ct);
            _readAt = time.GetUtcNow();
        }

        if (_actor is not null)
        {
            Take(_actor.Role);
            return _actor;
        }

        End();
        return new Error.Forbidden("session.ended", "You have been signed out.");
    }

    /// <summary>Sets the list of workspaces.</summary>
    public void SetWorkspaces(IReadOnlyList<MyWorkspace> workspaces)
    {
        Workspaces = workspaces;
        Workspace = workspaces.FirstOrDefault(w => w.Workspace.Id == Workspace?.Workspace.Id);
        Changed?.Invoke();
    }

    /// <summary>Sets how times are said on this page.</summary>
    public void UseClock(bool is12Hour)
    {
        if (Is12Hour == is12Hour)
            return;
        Is12Hour = is12Hour;
        FormatsChanged?.Invoke();
    }

    /// <summary>Goes to a workspace by its address; false when she is not in it.</summary>
    public bool Enter(string slug)
    {
        Workspace = Workspaces.FirstOrDefault(w => w.Workspace.Slug == slug);
        Changed?.Invoke();
        return Workspace is not null;
    }

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        if (notice is SessionsEndedSignal ended && ended.User == Me && Concerns(ended))
            End();
    }

    private bool Concerns(SessionsEndedSignal ended) =>
        (ended.Session is null || ended.Session == SessionId) && (ended.Except is null || ended.Except != SessionId);

    private void Take(OrganizationRole role)
    {
        if (Role == role)
            return;
        Role = role;
        Changed?.Invoke();
    }

    private void End()
    {
        if (HasEnded)
            return;
        (HasEnded, _actor) = (true, null);
        Changed?.Invoke();
    }
}
