namespace Collab.Support.Faults;

/// <summary>The clock of one node jumps an hour on, an hour back, and then is right again.</summary>
public sealed class ClockWrong() : Fault("clock-wrong", 11, "the clock of one node +1 h, −1 h, and back")
{
    public override FaultNeeds Needs => FaultNeeds.Clock;

    public override string? Obstacle => FakeClock.Library is null ? "libfaketime is not installed: apt-get install faketime" : null;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        try
        {
            foreach (var offset in (TimeSpan[])[TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromMinutes(7)])
            {
                FakeClock.Set(offset);
                await Task.Delay(TimeSpan.FromSeconds(2), ct);
                var live = await scene.LiveAsync(TimeSpan.FromSeconds(30));
                scene.Note($"at {offset.TotalMinutes:+0;-0} min live within {live.TotalSeconds:0.0} s");
                await Task.Delay(scene.Lasts(8, 1), ct);
            }
        }
        finally
        {
            FakeClock.Set(TimeSpan.Zero);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), ct);
    }
}
