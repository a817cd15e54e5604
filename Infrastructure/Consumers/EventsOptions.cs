namespace Collab.Infrastructure.Consumers;

/// <summary>How events reach their consumers; section <c>Collab:Events</c>.</summary>
public sealed class EventsOptions
{
    /// <summary>Ten years; nobody means more.</summary>
    private const int MostKeepDays = 3650;

    /// <summary>How often an event is tried before it is parked.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>Seconds between the first attempt and the second; each further pause is twice as long.</summary>
    public double PauseSeconds { get; set; } = 1;

    /// <summary>Seconds from one comparison of all streams with all cursors to the next.</summary>
    public int SweepSeconds { get; set; } = 300;

    /// <summary>Days for which events are kept; whoever was away for longer loads what there is. An event that a consumer waits for is kept longer.</summary>
    public int KeepDays { get; set; } = 30;

    internal bool IsUsable => Attempts >= 1 && PauseSeconds >= 0 && SweepSeconds >= 1 && KeepDays is >= 1 and <= MostKeepDays;

    internal TimeSpan Kept => TimeSpan.FromDays(KeepDays);

    internal TimeSpan PauseAfter(int attempts) => TimeSpan.FromSeconds(Math.Min(PauseSeconds * Math.Pow(2, Math.Min(attempts - 1, 20)), 3600));
}
