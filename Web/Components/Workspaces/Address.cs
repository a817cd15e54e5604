using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Components.Workspaces;

/// <summary>Where on the page one is: the part of the address after <c>/w/</c>, taken apart.</summary>
public sealed record Address
{
    /// <summary>The workspace's short name; null at the root.</summary>
    public string? Workspace { get; init; }

    /// <summary>What the middle shows.</summary>
    public MainView View { get; init; }

    /// <summary>The place by its id.</summary>
    public StreamId? Stream { get; init; }

    /// <summary>A channel by its name, to be replaced by its id.</summary>
    public string? ChannelName { get; init; }

    /// <summary>The message to be shown.</summary>
    public long? Message { get; init; }

    /// <summary>It is to be shown who has read the message.</summary>
    public bool HasReceipts { get; init; }

    /// <summary>The number of the root of the thread in the pane.</summary>
    public long? Thread { get; init; }

    /// <summary>The reply to be shown in the thread.</summary>
    public long? Reply { get; init; }

    /// <summary>What the pane shows.</summary>
    public PaneView Pane { get; init; }

    /// <summary>The person whose profile is shown.</summary>
    public UserId? Person { get; init; }

    /// <summary>The page of the organization's console, by its name in the address; empty for the first.</summary>
    public string? Console { get; init; }

    /// <summary>What was searched for, when the message is one of what was found; null otherwise.</summary>
    public string? Found { get; init; }

    /// <summary>Which of what was found come first.</summary>
    public Domain.Search.SearchSort FoundSort { get; init; }

    /// <summary>The address of a message that was found, by what its query says: what was found is in the pane, unless a thread is.</summary>
    /// <param name="query">The query of the address.</param>
    public Address Among(string query)
    {
        var values = System.Web.HttpUtility.ParseQueryString(query);
        if (values[FoundList.Parameter] is not { Length: > 0 } found || (Message ?? Reply) is null || HasReceipts)
            return this;
        return this with { Found = found, FoundSort = values["sort"] == "newest" ? Domain.Search.SearchSort.Newest : default, Pane = Pane == PaneView.None ? PaneView.Found : Pane };
    }

    /// <summary>Takes a path apart; what makes no sense is <see cref="MainView.NotFound"/>.</summary>
    public static Address Parse(string path)
    {
        var parts = path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            [] => new Address { View = MainView.Home },
            ["w", var workspace] => new Address { Workspace = workspace, View = MainView.Home },
            ["w", var workspace, "c", var channel, .. var rest] => InPlace(Channel(workspace, channel), rest),
            ["w", var workspace, "d", var chat, .. var rest] when StreamId.TryParse(chat, null, out var stream) =>
                InPlace(new Address { Workspace = workspace, View = MainView.Place, Stream = stream }, rest),
            ["w", var workspace, "new"] => new Address { Workspace = workspace, View = MainView.New },
            ["w", var workspace, "chats"] => new Address { Workspace = workspace, View = MainView.Chats },
            ["w", var workspace, "threads"] => new Address { Workspace = workspace, View = MainView.Threads },
            ["w", var workspace, "saved"] => new Address { Workspace = workspace, View = MainView.Saved },
            ["w", var workspace, "browse"] => new Address { Workspace = workspace, View = MainView.Browse },
            ["w", var workspace, "search"] => new Address { Workspace = workspace, View = MainView.Search },
            ["w", var workspace, "groups"] => new Address { Workspace = workspace, View = MainView.Groups },
            ["w", var workspace, "people"] => new Address { Workspace = workspace, View = MainView.People },
            ["w", var workspace, "people", var person] when UserId.TryParse(person, null, out var user) =>
                new Address { Workspace = workspace, View = MainView.People, Person = user, Pane = PaneView.Profile },
            ["org", .. var page] => new Address { View = MainView.Organization, Console = string.Join('/', page) },
            ["w", var workspace, ..] => new Address { Workspace = workspace, View = MainView.NotFound },
            _ => new Address { View = MainView.NotFound },
        };
    }

    /// <summary>The address of a place.</summary>
    public static string Of(string workspace, StreamView head) => $"/w/{workspace}/{(head.Kind == StreamKind.Channel ? 'c' : 'd')}/{head.Id}";

    private static Address Channel(string workspace, string channel) =>
        StreamId.TryParse(channel, null, out var stream)
            ? new Address { Workspace = workspace, View = MainView.Place, Stream = stream }
            : new Address { Workspace = workspace, View = MainView.Place, ChannelName = channel };

    private static Address InPlace(Address place, string[] rest) =>
        rest switch
        {
            [] => place,
            ["m", var seq] when Number(seq) is { } message => place with { Message = message },
            ["m", var seq, "receipts"] when Number(seq) is { } message => place with { Message = message, HasReceipts = true },
            ["t", var root] when Number(root) is { } thread => place with { Thread = thread, Pane = PaneView.Thread },
            ["t", var root, "m", var seq] when Number(root) is { } thread && Number(seq) is { } reply =>
                place with { Thread = thread, Reply = reply, Pane = PaneView.Thread },
            ["members"] => place with { Pane = PaneView.Members },
            ["pins"] => place with { Pane = PaneView.Pins },
            ["files"] => place with { Pane = PaneView.Files },
            ["details"] => place with { Pane = PaneView.Details },
            _ => place with { View = MainView.NotFound },
        };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
