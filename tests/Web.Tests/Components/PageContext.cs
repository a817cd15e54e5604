using Bunit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;
using Collab.Web.Components;
using Collab.Web.Hosting;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Collab.Web.Tests.TownHalls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Web.Tests.Components;

/// <summary>Components with everything they are given in the real page, over ports that fail when they are called.</summary>
internal sealed class PageContext : BunitContext
{
    // Whatever stands in the way of the machine: a test that waits fails for what does not come, not for what comes late.
    static PageContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public PageContext(Action<IServiceCollection>? use = null)
    {
        Services.AddPageState();
        Services.AddUseCases();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IEventBus>(new TestBus());
        foreach (var port in typeof(Actor).Assembly.GetTypes().Where(t => t is { IsInterface: true, IsGenericType: false } && t.Name.StartsWith('I')))
        {
            if (port != typeof(IEventBus))
                Services.AddSingleton(port, Unused.Of(port));
        }

        var halls = new TownHallRules(TownHallRules.DefaultViewers);
        Services.AddSingleton(halls).AddSingleton<IViewers>(new CountedViewers(halls));
        use?.Invoke(Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var feed = JSInterop.SetupModule("/js/feed.js");
        feed.Mode = JSRuntimeMode.Loose;
        feed.SetupModule("attach", _ => true).Mode = JSRuntimeMode.Loose;
        People.Put([Person(StreamModel.Me, "Ada Lovelace"), Person(StreamModel.Other, "Bo Diddley")]);
    }

    public PeopleCache People => Services.GetRequiredService<PeopleCache>();

    public StreamModel Model { get; } = new();

    /// <summary>The page's clock, unless it is given another.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>An open feed of the model.</summary>
    public async Task<LiveFeed> FeedAsync()
    {
        var messages = new MessageFeed(Model, StreamModel.Id, StreamModel.Me);
        await messages.OpenAsync(null, Xunit.TestContext.Current.CancellationToken);
        return new LiveFeed(messages, new TypingRoster(StreamModel.Id, StreamModel.Me, TimeProvider.System), null);
    }

    private static Person Person(UserId id, string name) => new(id, name.ToLowerInvariant().Replace(' ', '.'), name, "", default, true, false);
}
