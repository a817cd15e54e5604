using Collab.Domain.Preferences;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Workspaces;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Layout;

public partial class SidebarPanel
{
    /// <summary>What the browser asks of the sidebar.</summary>
    public sealed class SidebarCalls(SidebarPanel panel)
    {
        /// <summary>A new channel is wanted.</summary>
        [JSInvokable]
        public Task Create() => panel.CreateAsync();

        /// <summary>A section was folded, or opened.</summary>
        [JSInvokable]
        public async Task Fold(string section, bool isFolded)
        {
            var name = PreferenceNames.Folded + section;
            panel.Preferences.Set(name, isFolded ? "true" : null);
            if ((await panel.Session.ActAsync(panel.Link.Ended)).TryGet(out var actor, out _))
                await panel.SetPreference.ExecuteAsync(actor, name, isFolded ? "true" : null, panel.Link.Ended);
        }

        /// <summary>The whole place counts as read.</summary>
        [JSInvokable]
        public Task MarkRead(string place) => StreamId.TryParse(place, null, out var stream) ? panel.Acts.MarkReadAsync(stream) : Task.CompletedTask;

        /// <summary>Keeps a place at the top, or no longer.</summary>
        [JSInvokable]
        public Task Star(string place, bool starred) => StreamId.TryParse(place, null, out var stream) ? panel.Acts.StarAsync(stream, starred) : Task.CompletedTask;

        /// <summary>Silences a place; without a period it may be heard again.</summary>
        [JSInvokable]
        public Task Mute(string place, string? period) =>
            StreamId.TryParse(place, null, out var stream)
                ? panel.Acts.MuteAsync(stream, Enum.TryParse<MuteFor>(period, out var chosen) ? chosen : null)
                : Task.CompletedTask;

        /// <summary>Asks, and leaves a place.</summary>
        [JSInvokable]
        public Task Leave(string place) =>
            StreamId.TryParse(place, null, out var stream) && panel.Sidebar.Find(stream) is { } row
                ? panel.Leaving.LeaveAsync(row, isShown: stream == panel.Current)
                : Task.CompletedTask;
    }
}
