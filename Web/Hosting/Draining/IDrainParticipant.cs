namespace Collab.Web.Hosting.Draining;

/// <summary>A part that holds long connections: it is told to move them to another node before this one stops.</summary>
public interface IDrainParticipant
{
    /// <summary>How many connections are open.</summary>
    int Open { get; }

    /// <summary>Tells all of them to go elsewhere.</summary>
    Task AskToLeaveAsync(CancellationToken ct);
}
