using System.Security.Claims;
using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Saved;
using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Support;
using Collab.Support.Files;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Components;
using Collab.Web.Tests.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Recall;

/// <summary>
/// A message is recalled on another device while the page hears of nothing: what shows it outside of a feed lets go of it as
/// soon as the page knows that it has missed something.
/// </summary>
public sealed class MissedRecallTests : IAsyncLifetime
{
    private const string Marker = "quokka";

    private const string FoundNow = "what was found";
    private const string AroundFound = "what stands around a message that was found";
    private const string FilesFound = "files that were found";
    private const string Switched = "what the switcher found";
    private const string FilesOfPlace = "files of the place";
    private const string Saved = "saved messages";
    private const string Pinned = "pins";
    private const string Threads = "threads";
    private const string RootOfThread = "the root above a thread";

    private readonly TestBus _bus = new();
    private readonly StaleIndex _index = new();
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private MessageView _near = null!; // set before each test
    private MessageView _said = null!; // set before each test
    private bool _isAway;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private Actor Me => _house.Owner;

    private Screen Screen => Get<Screen>();

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _bo = await _house.ArriveAsync("Bo Diddley");
        _team = await _house.ChannelAsync(Me, "team");
        Ok(await _house.Get<JoinChannel>().ExecuteAsync(_bo, _team.Id, Ct));
        _page = HousePages.Of(_house, Me, services =>
        {
            services.AddSingleton<IEventBus>(_bus).AddSingleton<ISearchIndex>(_index).AddSingleton(new FileLimits(1_000, new HashSet<string>()));
            Interrupted.Wrap(services, () => _isAway);
        });
        _near = await SayAsync("a wombat came", await UploadAsync("wombat.txt"));
        _said = await SayAsync($"the {Marker} has left", await UploadAsync($"{Marker}.txt"));
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    // What stays says that the list was read, and not just emptied.
    [Theory]
    [InlineData(FoundNow, "a wombat came")]
    [InlineData(AroundFound, "a wombat came")]
    [InlineData(FilesFound, "wombat.txt")]
    [InlineData(Switched, "a wombat came")]
    [InlineData(FilesOfPlace, "wombat.txt")]
    [InlineData(Saved, "a wombat came")]
    [InlineData(Pinned, "a wombat came")]
    [InlineData(Threads, "This message was recalled.")]
    [InlineData(RootOfThread, "yes, I saw it")]
    public async Task It_goes_from_every_list(string name, string keeps)
    {
        var list = await ShowAsync(name);
        list.WaitForAssertion(() => Assert.Contains(Marker, list.Markup, StringComparison.Ordinal));

        await RecallAsync();
        Assert.Contains(Marker, list.Markup, StringComparison.Ordinal);
        _bus.Break();

        await EventuallyAsync(
            () => !list.Markup.Contains(Marker, StringComparison.Ordinal) && list.Markup.Contains(keeps, StringComparison.Ordinal), $"it goes from {name}, and “{keeps}” stays");
    }

    // The index of these tests never hears of anything: what was found is read through storage.
    [Theory]
    [InlineData(FoundNow, "a wombat came")]
    [InlineData(AroundFound, "a wombat came")]
    [InlineData(FilesFound, "wombat.txt")]
    [InlineData(Switched, "a wombat came")]
    [InlineData(FilesOfPlace, "wombat.txt")]
    [InlineData(Saved, "a wombat came")]
    [InlineData(Pinned, "a wombat came")]
    [InlineData(Threads, "This message is not in your view.")]
    [InlineData(RootOfThread, "yes, I saw it")]
    public async Task What_one_has_deleted_for_oneself_on_another_device_goes_from_every_list_and_comes_back(string name, string keeps)
    {
        var list = await ShowAsync(name);
        list.WaitForAssertion(() => Assert.Contains(Marker, list.Markup, StringComparison.Ordinal));

        await HideAsync(true);
        await EventuallyAsync(
            () => !list.Markup.Contains(Marker, StringComparison.Ordinal) && list.Markup.Contains(keeps, StringComparison.Ordinal), $"it goes from {name}, and “{keeps}” stays");
        await HideAsync(false);
        await EventuallyAsync(() => list.Markup.Contains(Marker, StringComparison.Ordinal), $"it comes back to {name}");

        async Task HideAsync(bool isHidden)
        {
            Ok(await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(Me, _team.Id, [_said.Seq], isHidden), Ct));
            await _bus.PublishAsync([new HiddenSignal(Me.User, _team.Id, [_said.Seq], isHidden)], Ct);
        }
    }

    [Theory]
    [InlineData(FoundNow)]
    [InlineData(AroundFound)]
    [InlineData(FilesFound)]
    [InlineData(FilesOfPlace)]
    [InlineData(Saved)]
    [InlineData(Pinned)]
    [InlineData(Threads)]
    public async Task Where_the_store_is_away_it_goes_all_the_same_and_the_rest_comes_back(string name)
    {
        var list = await ShowAsync(name);
        list.WaitForAssertion(() => Assert.Contains(Marker, list.Markup, StringComparison.Ordinal));
        await RecallAsync();

        _isAway = true;
        _bus.Break();
        await EventuallyAsync(() => !list.Markup.Contains(Marker, StringComparison.Ordinal), $"it goes from {name}");

        _isAway = false;
        await EventuallyAsync(
            async () =>
            {
                // What the note in the sidebar does as long as it is there.
                await _page.Renderer.Dispatcher.InvokeAsync(Get<CircuitLink>().CompleteAsync);
                return list.Markup.Contains("wombat", StringComparison.Ordinal);
            },
            $"{name} is back");
        Assert.DoesNotContain(Marker, list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_stays_above_its_thread_while_the_store_is_away_and_goes_when_it_is_back()
    {
        var pane = await ShowAsync(RootOfThread);
        pane.WaitForAssertion(() => Assert.Contains(Marker, pane.Markup, StringComparison.Ordinal));
        await RecallAsync();

        (_isAway, var places) = (true, Get<Sidebar>());
        _bus.Break();
        await EventuallyAsync(() => places.IsPartial, "the page has tried");
        Assert.Contains(Marker, pane.Markup, StringComparison.Ordinal);

        _isAway = false;
        await _page.Renderer.Dispatcher.InvokeAsync(Get<CircuitLink>().CompleteAsync);
        await EventuallyAsync(() => !pane.Markup.Contains(Marker, StringComparison.Ordinal), "it goes");
    }

    public static TheoryData<string> Dialogs => [.. typeof(MessageDialog).GetNestedTypes().Where(t => t.IsAssignableTo(typeof(MessageDialog))).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Dialogs))]
    public async Task Dialogs_about_it_are_closed(string kind)
    {
        Ok(await Get<SetReaction>().ExecuteAsync(new SetReactionRequest(_bo, _team.Id, _said.Seq, "👍", true), Ct));
        Ok(await Get<EditMessage>().ExecuteAsync(new EditMessageRequest(Me, _team.Id, _said.Seq, $"the {Marker} is gone"), Ct));
        var page = _page.Render<Overlays>();
        await page.InvokeAsync(() => Screen.ShowAbout(DialogOf(kind, _said)));
        // Who reacted is not what was said.
        page.WaitForAssertion(() => Assert.Contains(kind == nameof(MessageDialog.Reactors) ? "👍" : Marker, page.Markup, StringComparison.Ordinal));

        await RecallAsync();
        Assert.NotNull(Screen.About);
        _bus.Break();

        await EventuallyAsync(() => Screen.About is null && !page.Markup.Contains(Marker, StringComparison.Ordinal), $"{kind} is closed");
    }

    [Fact]
    public async Task A_dialog_about_another_message_stays_and_so_does_one_whose_store_is_away()
    {
        var list = await FindAsync();
        using var shown = _page.Render<FoundPane>(p => p.Add(f => f.Address, new Address()));
        var (page, dialog) = (_page.Render<Overlays>(), DialogOf(nameof(MessageDialog.Remove), _near));
        await page.InvokeAsync(() => Screen.ShowAbout(dialog));

        await RecallAsync();
        _bus.Break();
        await EventuallyAsync(() => list.Items.Count == 1, "the page has read again");
        Assert.Equal(dialog, Screen.About);

        _isAway = true;
        _bus.Break();
        await EventuallyAsync(() => list.Failure is not null, "the page cannot read again");
        Assert.Equal(dialog, Screen.About);
    }

    [Fact]
    public async Task What_the_switcher_found_goes_with_the_news_as_well()
    {
        var switcher = await ShowAsync(Switched);
        var left = await RecallAsync();

        _bus.Publish(new MessageRecalled { Id = new EventId(1), Head = (await _house.PlaceAsync(Me, _team.Id))!.Head, Message = left }); // she is in it

        await EventuallyAsync(() => !switcher.Markup.Contains(Marker, StringComparison.Ordinal), "it goes");
        Assert.Contains("a wombat came", switcher.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_was_found_as_many_pages_stay_as_were_shown()
    {
        for (var i = 0; i < 50; i++)
            await SayAsync($"wombat {i}");
        var list = await FindAsync();
        var pane = _page.Render<FoundPane>(p => p.Add(f => f.Address, new Address()));
        await pane.Find("button.wide").ClickAsync(new());
        pane.WaitForAssertion(() => Assert.Equal(40, list.Items.Count));

        await RecallAsync();
        _bus.Break();

        await EventuallyAsync(() => !pane.Markup.Contains(Marker, StringComparison.Ordinal), "it goes");
        Assert.Equal((39, true), (list.Items.Count, list.Next is not null));
    }

    [Fact]
    public async Task What_was_found_and_is_not_on_the_page_is_forgotten_and_found_anew()
    {
        var list = await FindAsync();
        await RecallAsync();

        _bus.Break();

        await EventuallyAsync(() => list.Items.Count == 0, "nothing is kept");
        await _page.Renderer.Dispatcher.InvokeAsync(() => list.OpenAsync("anything", SearchSort.Best));
        Assert.Equal([_near.Id], list.Items.Select(i => i.Found.Message.Id));
    }

    private async Task<IRenderedComponent<IComponent>> ShowAsync(string name)
    {
        foreach (var message in new[] { _near, _said })
        {
            Ok(await Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(Me, _team.Id, message.Seq, SavedState.InProgress), Ct));
            Ok(await Get<SetPin>().ExecuteAsync(new SetPinRequest(Me, _team.Id, message.Seq, true), Ct));
            Ok(await Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _team.Id, message.Seq, "yes, I saw it", _house.NewKey()), Ct));
        }

        return name switch
        {
            FoundNow or AroundFound => await ShowFoundAsync(name == AroundFound),
            FilesFound => _page.Render<SearchFiles>(p => p.Add(f => f.Query, "anything")),
            Switched => await ShowSwitcherAsync(),
            FilesOfPlace => _page.Render<FilesPane>(p => p.Add(f => f.Stream, _team.Id)),
            Saved => _page.Render<SavedMessagesView>(),
            Pinned => _page.Render<PinsPane>(p => p.Add(f => f.Stream, _team.Id)),
            Threads => _page.Render<ThreadsView>(),
            RootOfThread => _page.Render<ThreadPane>(p => p.Add(t => t.Stream, _team.Id).Add(t => t.RootSeq, _said.Seq)),
            _ => throw new InvalidOperationException($"Nobody knows {name}."),
        };
    }

    private async Task<IRenderedComponent<IComponent>> ShowFoundAsync(bool isAround)
    {
        var list = await FindAsync();
        if (!isAround)
            return _page.Render<FoundPane>(p => p.Add(f => f.Address, new Address()));
        var found = list.Items.Single(i => i.Found.Message.Id == _near.Id).Found;
        var row = _page.Render<FoundRow>(p => p.Add(r => r.Found, found).Add(r => r.Href, "/"));
        await row.Find(".found-context").ClickAsync(new());
        return row;
    }

    private async Task<IRenderedComponent<IComponent>> ShowSwitcherAsync()
    {
        var switcher = _page.Render<Switcher>();
        var typing = switcher.Find("input").InputAsync(new ChangeEventArgs { Value = "anything" });
        await EventuallyAsync(() => typing.IsCompleted, "it has searched");
        await typing;
        return switcher;
    }

    private static MessageDialog DialogOf(string kind, MessageView message) => kind switch
    {
        nameof(MessageDialog.Edits) => new MessageDialog.Edits(message.Stream, message.Seq),
        nameof(MessageDialog.Receipts) => new MessageDialog.Receipts(message.Stream, message.Seq),
        nameof(MessageDialog.Recall) => new MessageDialog.Recall(message.Stream, message.Seq),
        nameof(MessageDialog.Remove) => new MessageDialog.Remove(message.Stream, message.Seq),
        nameof(MessageDialog.Forward) => new MessageDialog.Forward(message.Stream, [message.Seq]),
        nameof(MessageDialog.Reactors) => new MessageDialog.Reactors(message.Stream, message.Seq, null),
        _ => throw new InvalidOperationException($"Teach the test how {kind} is opened."),
    };

    // The page's clock stands still unless somebody waits.
    private Task EventuallyAsync(Func<bool> condition, string what) => EventuallyAsync(() => Task.FromResult(condition()), what);

    private Task EventuallyAsync(Func<Task<bool>> condition, string what) =>
        Eventually.TrueAsync(
            () =>
            {
                _house.Installation.Time.Advance(TimeSpan.FromMilliseconds(100));
                return condition();
            },
            what);

    private async Task StartAsync()
    {
        var session = Get<Session>();
        Assert.True(await session.StartAsync(new ClaimsPrincipal(), null, Ct));
        session.SetWorkspaces([new MyWorkspace(_house.Workspace, WorkspaceRole.Admin)]);
        session.Enter(_house.Workspace.Slug);
        var dispatcher = _page.Renderer.Dispatcher;
        await dispatcher.InvokeAsync(() => Get<CircuitLink>().StartAsync(dispatcher.InvokeAsync));
    }

    private async Task<FoundList> FindAsync()
    {
        var list = Get<FoundList>();
        Assert.True(await _page.Renderer.Dispatcher.InvokeAsync(() => list.FindAsync("anything", SearchSort.Best)));
        return list;
    }

    private async Task<MessageView> SayAsync(string text, params IReadOnlyList<WantedFile> files)
    {
        var said = Ok(await Get<PostMessage>().ExecuteAsync(new PostMessageRequest(Me, _team.Id, text, _house.NewKey()) { Files = files }, Ct));
        _index.Add(said);
        return said;
    }

    private async Task<WantedFile> UploadAsync(string name)
    {
        using var content = new MemoryStream(SampleFiles.Text("nothing of note"));
        return new WantedFile(Ok(await Get<UploadFile>().ExecuteAsync(new UploadFileRequest(Me, _team.Id, name, content, content.Length), Ct)).Id);
    }

    private async Task<MessageView> RecallAsync() => Ok(await Get<RecallMessage>().ExecuteAsync(Me, _team.Id, _said.Seq, Ct));

    private T Get<T>()
        where T : notnull => _page.Services.GetRequiredService<T>();

    private static T Ok<T>(Result<T> result) => result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException(error.ToString());
}
