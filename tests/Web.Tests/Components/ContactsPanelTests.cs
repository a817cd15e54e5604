using System.Security.Claims;
using Bunit;
using Collab.Domain.Contacts;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Search.Text;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class ContactsPanelTests : IAsyncLifetime
{
    private readonly Ports _ports = new();
    private readonly PageContext _page;

    public ContactsPanelTests()
    {
        _page = new PageContext(services =>
        {
            services.AddSingleton<IPresence>(_ports);
            services.AddSingleton<IFavouriteStore>(_ports);
            services.AddSingleton<IActorSource>(_ports);
            services.AddSingleton<INameFolding, NameFolding>();
            services.AddSingleton<IRateLimits>(_ports);
        });
        _page.People.Put([Person(11, "Zoe Online"), Person(12, "Abe Online"), Person(13, "Mia Offline") with { IsGuest = true }, Person(14, "Fay Favorite"), Person(15, "Gone Person") with { IsActive = false }]);
        _page.Services.GetRequiredService<Sidebar>().Load(StreamModel.Me, [Chat(1, 11), Chat(2, 12), Chat(3, 13), Chat(4, 15)]);
        _ports.Favourites.Add(new UserId(14));
        _ports.Online.UnionWith([new UserId(11), new UserId(12)]);
    }

    public async ValueTask InitializeAsync() =>
        Assert.True(await _page.Services.GetRequiredService<Session>().StartAsync(new ClaimsPrincipal(), null, Xunit.TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    [Fact]
    public void Favourites_come_first_then_those_online_then_the_others_by_name_with_exact_counts()
    {
        var panel = Render();

        Assert.Equal(
            ["favourites 1: Fay Favorite", "online 2: Abe Online, Zoe Online", "offline 1: Mia Offline"],
            panel.FindAll("[data-group]").Select(g =>
                $"{g.GetAttribute("data-group")} {g.QuerySelector("h2 span")!.TextContent}: {string.Join(", ", g.QuerySelectorAll(".person-name").Select(n => n.TextContent.Trim()))}"));
        Assert.Single(panel.FindAll("[data-person='13'] .badge"));
    }

    [Fact]
    public void A_search_leaves_those_whom_it_fits()
    {
        var panel = Render();
        panel.Find("input[type=search]").Input("onl a");
        Assert.Equal(["12"], panel.FindAll("[data-person]").Select(p => p.GetAttribute("data-person")));
        panel.Find("input[type=search]").Input("nobody");
        Assert.Empty(panel.FindAll("[data-person]"));
        Assert.Contains("nobody", panel.Find(".none").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_chat_waits_for_a_choice_and_says_how_many()
    {
        var panel = Render();
        Assert.True(panel.Find(".view-tools .btn").HasAttribute("disabled"));

        panel.Find("[data-person='11'] input").Change(true);
        panel.Find("[data-person='13'] input").Change(true);
        Assert.Contains("2", panel.Find(".view-tools .btn").TextContent, StringComparison.Ordinal);
        panel.Find("[data-person='11'] input").Change(false);
        panel.Find("[data-person='13'] input").Change(false);

        Assert.True(panel.Find(".view-tools .btn").HasAttribute("disabled"));
    }

    [Fact]
    public void A_large_list_is_shown_in_parts_and_counted_whole()
    {
        _page.People.Put(Enumerable.Range(100, 300).Select(i => Person(i, $"Person {i}")));
        _page.Services.GetRequiredService<Sidebar>().Load(StreamModel.Me, [.. Enumerable.Range(100, 300).Select(i => Chat(i, i))]);
        var panel = Render();

        Assert.Equal("300", panel.Find("[data-group=offline] h2 span").TextContent);
        Assert.Equal(99, panel.FindAll("[data-group=offline] [data-person]").Count);
        panel.Find(".btn.wide").Click();
        Assert.Equal(199, panel.FindAll("[data-group=offline] [data-person]").Count);
    }

    private IRenderedComponent<ContactsPanel> Render() => _page.Render<ContactsPanel>();

    private static Person Person(long id, string name) => new(new UserId(id), $"p{id}", name, "", OrganizationRole.Member, true, false);

    private static PlaceView Chat(long id, long with) => new StreamModel().Place() with
    {
        Head = new StreamView
        {
            Id = new StreamId(id),
            Kind = StreamKind.Direct,
            Organization = new OrganizationId(1),
            CreatedBy = StreamModel.Me,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Participants = [StreamModel.Me, new UserId(with)],
        },
    };

    /// <summary>The ports that the panel asks.</summary>
    private sealed class Ports : IPresence, IFavouriteStore, IActorSource, IRateLimits
    {
        public event Action<IReadOnlyCollection<UserId>>? Changed
        {
            add { }
            remove { }
        }

        public HashSet<UserId> Online { get; } = [];

        public HashSet<UserId> Favourites { get; } = [];

        public int Count => Online.Count;

        public IPresenceConnection Connect(UserId user) => throw new NotSupportedException("Nobody connects here.");

        public PresenceState Of(UserId user) => Online.Contains(user) ? PresenceState.Online : PresenceState.Offline;

        public IReadOnlyList<UserId>? List(int most) => [.. Online];

        public bool IsHere(UserId user) => Online.Contains(user);

        public IReadOnlyList<UserId>? ListHere(int most) => [.. Online];

        public Task<IReadOnlyList<UserId>> ListAsync(UserId user, CancellationToken ct) => Task.FromResult<IReadOnlyList<UserId>>([.. Favourites]);

        public Task<Result<Done>> SetAsync(UserId user, UserId person, bool isFavourite, CancellationToken ct) => throw new NotSupportedException("Nobody is starred here.");

        public Task<Actor?> FindAsync(ClaimsPrincipal principal, CancellationToken ct) => Task.FromResult<Actor?>(new Actor(StreamModel.Me, new OrganizationId(1), OrganizationRole.Member));

        public Result<Done> Take(UserId user, RateKind kind) => Done.Value;
    }
}
