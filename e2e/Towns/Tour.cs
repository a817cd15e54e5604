using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Microsoft.Playwright;

namespace Collab.e2e.Towns;

/// <summary>A place on the tour.</summary>
/// <param name="Name">What it is called in file names and messages.</param>
/// <param name="Path">Its address.</param>
/// <param name="Act">What is done there, for example a dialog opened.</param>
/// <param name="IsSignedIn">Only for those who are signed in.</param>
/// <param name="IsWide">Only where there is a rail.</param>
public sealed record Stop(string Name, string Path, Func<IPage, Task>? Act = null, bool IsSignedIn = true, bool IsWide = false);

/// <summary>Every page, dialog and menu that there is to see, with something on it.</summary>
public sealed class Tour
{
    private Tour(IReadOnlyList<Stop> stops) => Stops = stops;

    public IReadOnlyList<Stop> Stops { get; }

    /// <summary>Writes what is to be seen into a channel of its own.</summary>
    public static async Task<Tour> PrepareAsync(Town town, string channelName)
    {
        ArgumentNullException.ThrowIfNull(town);
        ArgumentNullException.ThrowIfNull(channelName);
        var (ada, gil) = (town.Owner, await town.SettleAsync($"Gil {char.ToUpperInvariant(channelName[0])}{channelName[1..]}"));
        var channel = await ada.Api.CreateChannelAsync(town.Workspace, channelName, topic: "Where the boats lie");
        await gil.Api.JoinAsync(channel);
        var root = await WriteAsync(town, ada, gil, channel);
        var chat = await ada.Api.OpenChatAsync(gil.Id);
        await gil.Api.PostAsync(chat, "Do you have a minute?");
        var brief = await ada.Api.CreateChannelAsync(town.Workspace, $"{channelName}-brief");
        await ada.Api.SetLifetimeAsync(brief, 7 * 86_400);
        await ada.Api.PostAsync(brief, "The code of the gate is on the board until Friday.");
        return new Tour([.. Places(town, channel, root, chat, gil.Id), .. Passing(town, brief)]);
    }

    /// <summary>Sends the one whom it concerns, and waits until it is drawn and its act is done.</summary>
    public static async Task<IPage> GoAsync(Stop stop, Visitor owner, Visitor stranger)
    {
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(stranger);
        var visitor = stop.IsSignedIn ? owner : stranger;
        await visitor.Page.GotoAsync(stop.Path);
        if (stop.Path.StartsWith("/w/", StringComparison.Ordinal))
        {
            await new WorkspacePage(visitor).IsLiveAsync();
            await Assertions.Expect(visitor.Page.Locator(".bone").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        }

        if (stop.Path.Contains("/c/", StringComparison.Ordinal) || stop.Path.Contains("/d/", StringComparison.Ordinal))
        {
            await Assertions.Expect(visitor.Page.Locator(".main .feed[data-begun='1'], .main .empty")).ToHaveCountAsync(1);
        }

        if (stop.Act is { } act)
        {
            await act(visitor.Page);
        }

        return visitor.Page;
    }

    private static async Task<long> WriteAsync(Town town, Resident ada, Resident gil, string channel)
    {
        await ada.Api.PostAsync(channel, "# The new pier\n\nIt is **done**, see [the plan](https://example.test/plan):\n\n1. planks\n2. ropes\n\n> Measure twice.");
        await gil.Api.PostAsync(channel, "```csharp\nvar pier = new Pier(length: 120);\n```\nand `pier.Open()` is next.");
        var root = await ada.Api.PostAsync(channel, $"@{gil.Name.Replace(' ', '-').ToUpperInvariant()} who brings the ribbon? ~~Not me~~");
        await gil.Api.PostAsync(channel, "|boat|berth|\n|-|-|\n|Ellida|4|\n|Naglfar|9|");
        await gil.Api.ReactAsync(channel, root, "👍");
        await ada.Api.ReactAsync(channel, root, "👍");
        await ada.Api.ReactAsync(channel, root, "🎉");
        await gil.Api.ReplyAsync(channel, root, "I have one at home.");
        await ada.Api.ReplyAsync(channel, root, "Then it is settled.");
        await ada.Api.EditAsync(channel, root, "Who brings the ribbon? ~~Not me~~");
        for (var i = 1; i <= 12; i++)
        {
            await (i % 3 == 0 ? ada : gil).Api.PostAsync(channel, $"Boat {i} has come in. The wind is from the west, and the harbour master counts the ropes once more.");
        }

        foreach (var noise in new[] { "Who took my mug?", "Found it, sorry. It stood behind the ropes all the time, where nobody would ever have looked for it but me." })
            await ada.Api.HideAsync(channel, await gil.Api.PostAsync(channel, noise));
        await gil.Api.AskAsync(channel, "The crane is being tested on Monday: keep away from berth 4.");
        await ReferAsync(town, ada, gil, channel);
        await ada.Api.AskAsync(channel, "The new safety rules are in the harbour office. Read them before you go out.");
        return root;
    }

    private static Stop[] Passing(Town town, string brief) =>
    [
        new("disappearing", town.Path($"c/{brief}"), async page =>
        {
            await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Last.FocusAsync();
            await page.Keyboard.PressAsync("Shift+F10");
            await Assertions.Expect(page.Locator(".main .menu-note")).ToBeVisibleAsync();
        }),
        new("disappearing-details", town.Path($"c/{brief}/details")),
        new("lifetime", town.Path($"c/{brief}"), async page =>
        {
            await page.GetByRole(AriaRole.Main).GetByLabel("More actions").ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Disappearing messages" }).ClickAsync();
            await page.Locator("select[name=lifetime]").SelectOptionAsync("Another time…");
            await IsOpenAsync(page);
        }),
    ];

    // From a place of both, and from one that the walker cannot see.
    private static async Task ReferAsync(Town town, Resident ada, Resident gil, string channel)
    {
        var name = gil.Name[(gil.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
        var (office, attic) = (await gil.Api.CreateChannelAsync(town.Workspace, $"{name}-office", "private"), await gil.Api.CreateChannelAsync(town.Workspace, $"{name}-attic", "private"));
        await gil.Api.AddAsync(office, ada.Id);
        var note = await gil.Api.PostAsync(office, "The council has agreed to **both** cranes.\n\nThey come on the 14th, by boat, and are set up on the 15th if the wind allows it. Until then berths 4 and 5 stay closed.");
        await gil.Api.ReferAsync(channel, "Good news", "forward", office, note);
        await gil.Api.ReferAsync(channel, "", "forward", attic, await gil.Api.PostAsync(attic, "Nobody else reads this"));
        await ada.Api.ReferAsync(channel, "Both of them!", "quote", office, note);
        var gone = await gil.Api.PostAsync(office, "Not meant for here");
        await gil.Api.ReferAsync(channel, "", "forward", office, gone);
        await gil.Api.RecallAsync(office, gone);
    }

    private static List<Stop> Places(Town town, string channel, long root, string chat, string person)
    {
        string At(string rest) => town.Path(rest);
        var place = At($"c/{channel}");
        return
        [
            new("signin", "/signin", IsSignedIn: false),
            new("signin-refused", "/signin", RefusedAsync, IsSignedIn: false),
            new("welcome", "/welcome"),
            new("sessions", "/preferences/sessions"),
            new("tokens", "/preferences/tokens"),
            new("signout", "/signout"),
            new("home", At("")),
            new("channel", place),
            new("thread", $"{place}/t/{root}"),
            new("members", $"{place}/members"),
            new("details", $"{place}/details"),
            new("marked", $"{place}/m/{root}"),
            new("chat", At($"d/{chat}")),
            new("threads", At("threads"), page => Assertions.Expect(page.Locator(".thread-row, .none").First).ToBeVisibleAsync()),
            new("search", At("search"), page => Assertions.Expect(page.Locator(".search-help")).ToBeVisibleAsync()),
            new("search-found", At("search?q=harbour%20from%3Ada%20form%3Agil"), page => Assertions.Expect(page.Locator(".search-summary, .none").First).ToBeVisibleAsync()),
            new("browse", At("browse")),
            new("people", At("people")),
            new("profile", At($"people/{person}")),
            new("new", At("new")),
            new("chats", At("chats")),
            new("contacts", At("chats?tab=contacts"), page => Assertions.Expect(page.Locator(".contact").First).ToBeVisibleAsync()),
            new("card", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator(".author").Last.HoverAsync();
                await Assertions.Expect(page.Locator(".profile-card")).ToBeVisibleAsync();
            }, IsWide: true),
            new("status", place, page => OpenAsync(page, "Control+Shift+Y")),
            new("preferences-profile", "/preferences/profile", FormAsync),
            new("preferences-notifications", "/preferences/notifications", async page =>
            {
                await FormAsync(page);
                await page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow notifications only at these hours" }).CheckAsync();
                await Assertions.Expect(page.Locator(".hours")).ToBeVisibleAsync();
            }),
            new("preferences-privacy", "/preferences/privacy", async page =>
            {
                await FormAsync(page);
                await Assertions.Expect(page.Locator("[data-hidden-seq]").First).ToBeVisibleAsync();
            }),
            new("org-profiles", "/org/profiles", FormAsync),
            new("not-found", At("c/nowhere")),
            new("switcher", place, page => OpenAsync(page, "Control+k")),
            new("keys", place, page => OpenAsync(page, "Control+/")),
            new("more-menu", place, async page => await page.GetByRole(AriaRole.Main).GetByLabel("More actions").ClickAsync()),
            new("forward", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Filter(new() { HasText = "Boat 12" }).FocusAsync();
                await page.Keyboard.PressAsync("f");
                await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Option).First.ClickAsync();
                await Assertions.Expect(page.Locator(".forward-note")).ToBeVisibleAsync();
            }),
            new("forward-to", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Filter(new() { HasText = "Boat 12" }).FocusAsync();
                await page.Keyboard.PressAsync("f");
                await Assertions.Expect(page.Locator(".modal .ref-card")).ToBeVisibleAsync();
            }),
            new("quoting", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Filter(new() { HasText = "Boat 12" }).FocusAsync();
                await page.Keyboard.PressAsync("q");
                await Assertions.Expect(page.Locator(".quote-card[data-state='visible']")).ToBeVisibleAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Main).Locator(".ref-card[data-state='recalled']")).ToHaveCountAsync(1);
            }),
            new("row-menu", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Last.FocusAsync();
                await page.Keyboard.PressAsync("Shift+F10");
                await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete for me" })).ToBeVisibleAsync();
            }),
            new("selected", place, async page =>
            {
                foreach (var row in (int[])[-1, -3])
                {
                    await page.GetByRole(AriaRole.Main).Locator("article[data-seq]").Nth(row).FocusAsync();
                    await page.Keyboard.PressAsync("x");
                }

                await Assertions.Expect(page.Locator(".main .select-bar")).ToBeVisibleAsync();
            }),
            new("clear-history", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).GetByLabel("More actions").ClickAsync();
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "Clear history for me…" }).ClickAsync();
                await IsOpenAsync(page);
            }),
            new("emoji", place, EmojiAsync),
            new("preferences", "/preferences/appearance", page => IsOpenAsync(page)),
            new("language", "/preferences/language"),
            new("receipts", $"{place}/m/{root}/receipts", ReceiptsAsync),
            new("confirmations", place, async page =>
            {
                await page.Locator(".confirmation").GetByRole(AriaRole.Button, new() { Name = "Who has confirmed" }).Last.ClickAsync();
                await ReceiptsAsync(page);
            }),
            new("mark-all-read", place, page => OpenAsync(page, "Shift+Escape")),
            new("you", place, page => page.GetByRole(AriaRole.Navigation, new() { Name = "Workspaces" }).Locator("summary").Last.ClickAsync(), IsWide: true),
            new("history", $"{place}/m/{root}", EditsAsync),
            new("leave", place, LeaveAsync),
            new("create", At("browse"), CreateAsync),
            new("org-policies", "/org/policies", page => Assertions.Expect(page.Locator("[name=broadcast]").First).ToBeVisibleAsync()),
            new("org-nodes", "/org/nodes", ConsoleAsync),
            new("org-storage", "/org/storage", ConsoleAsync),
            new("org-audit-search", "/org/audit-search", page => Assertions.Expect(page.Locator(".org-table, .none").First).ToBeVisibleAsync()),
            new("org-health", "/org/health", ConsoleAsync),
            new("jump", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).GetByLabel("More actions").ClickAsync();
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "Jump to…" }).ClickAsync();
            }),
            // What is typed and chosen in these stays as a draft: nothing comes after them.
            new("commands", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("textarea").PressSequentiallyAsync("/");
                await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
            }),
            new("confirm-bar", place, async page =>
            {
                await page.GetByRole(AriaRole.Main).Locator("textarea").FillAsync("Please read this");
                await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Ask everybody here to confirm" }).ClickAsync();
                await Assertions.Expect(page.Locator("[data-confirm]")).ToBeVisibleAsync();
            }),
        ];
    }

    private static async Task RefusedAsync(IPage page)
    {
        await page.GetByLabel("E-mail address").FillAsync("nobody@example.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("not the password at all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task OpenAsync(IPage page, string key)
    {
        await page.Keyboard.PressAsync(key);
        await IsOpenAsync(page);
    }

    private static Task ConsoleAsync(IPage page) => Assertions.Expect(page.Locator(".org-table").First).ToBeVisibleAsync();

    private static Task FormAsync(IPage page) => Assertions.Expect(page.Locator(".settings-form")).ToBeVisibleAsync();

    private static Task IsOpenAsync(IPage page) => Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

    private static async Task ReceiptsAsync(IPage page)
    {
        await IsOpenAsync(page);
        await Assertions.Expect(page.Locator("li.receipt, li.none").First).ToBeVisibleAsync();
    }

    private static async Task EditsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "(edited)" }).First.ClickAsync();
        await IsOpenAsync(page);
    }

    private static async Task LeaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Main).GetByLabel("More actions").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Leave", Exact = true }).ClickAsync();
        await IsOpenAsync(page);
    }

    private static async Task CreateAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
        await IsOpenAsync(page);
    }

    private static async Task EmojiAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Main).GetByLabel("Emoji", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Emoji" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".emoji-block button").First).ToBeVisibleAsync();
    }
}
