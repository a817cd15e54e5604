using Collab.Domain.Shared.Events;

namespace Collab.Infrastructure.Realtime;

/// <summary>Nobody follows here: there is nobody to wait for.</summary>
internal sealed class NoFollowers : IFollowerPace
{
    public Task KeepUpAsync(Func<bool> isUrgent) => Task.CompletedTask;
}
