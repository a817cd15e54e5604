using Collab.Domain.Channels;

namespace Collab.Infrastructure.Demo;

/// <summary>The channels of the demo content.</summary>
internal static class DemoChannels
{
    public sealed record Plan(string Name, string Purpose, DemoTexts.Theme Theme, int Members, int Messages, ChannelVisibility Visibility = ChannelVisibility.Public);

    public static readonly Plan[] All =
    [
        new("announcements", "News from the company. Questions go into threads.", DemoTexts.News, 3000, 180),
        new("design", "How things look and feel.", DemoTexts.Work, 140, 2200),
        new("product", "What we build next, and why.", DemoTexts.Work, 260, 1800),
        new("engineering", "Everything about building and running our software.", DemoTexts.Work, 380, 3000),
        new("help-it", "Something does not work? Ask here.", DemoTexts.Work, 1200, 1400),
        new("incidents", "What is broken right now.", DemoTexts.Work, 240, 700),
        new("releases", "What went out, where and when.", DemoTexts.Work, 300, 600),
        new("support", "Customers' questions that need more than one head.", DemoTexts.Work, 180, 1500),
        new("sales", "Deals, demos, wins.", DemoTexts.Work, 220, 900),
        new("marketing", "Campaigns and stories.", DemoTexts.Work, 90, 500),
        new("finance", "Budgets and invoices.", DemoTexts.Work, 40, 260, ChannelVisibility.Private),
        new("people-team", "Hiring and onboarding.", DemoTexts.Work, 30, 300, ChannelVisibility.Private),
        new("leadership", "Management round.", DemoTexts.Work, 14, 280, ChannelVisibility.Private),
        new("security", "Reports, patches, training.", DemoTexts.Work, 60, 320, ChannelVisibility.Private),
        new("project-atlas", "Atlas with our partner Northwind.", DemoTexts.Work, 26, 900, ChannelVisibility.Private),
        new("project-beacon", "Beacon, from sketch to launch.", DemoTexts.Work, 34, 700),
        new("project-harbor", "Harbor, the new warehouse system.", DemoTexts.Work, 42, 640),
        new("project-lumen", "Lumen, our search.", DemoTexts.Work, 28, 520),
        new("platform", "Servers, queues, databases.", DemoTexts.Work, 80, 900),
        new("mobile", "The apps.", DemoTexts.Work, 50, 480),
        new("data", "Reports and models.", DemoTexts.Work, 64, 420),
        new("quality", "Tests and test machines.", DemoTexts.Work, 48, 360),
        new("accessibility", "So that everybody can use it.", DemoTexts.Work, 70, 240),
        new("docs", "What we write for others.", DemoTexts.Work, 44, 220),
        new("berlin", "The Berlin office.", DemoTexts.Talk, 620, 420),
        new("lisbon", "The Lisbon office.", DemoTexts.Talk, 340, 300),
        new("nairobi", "The Nairobi office.", DemoTexts.Talk, 280, 260),
        new("osaka", "大阪オフィス", DemoTexts.Talk, 210, 220),
        new("toronto", "The Toronto office.", DemoTexts.Talk, 260, 240),
        new("lunch", "Who eats where.", DemoTexts.Talk, 400, 700),
        new("running", "Runners of all speeds.", DemoTexts.Talk, 160, 260),
        new("books", "What we read.", DemoTexts.Talk, 120, 200),
        new("music", "What we hear and play.", DemoTexts.Talk, 180, 220),
        new("pets", "Pictures, mostly.", DemoTexts.Talk, 500, 400),
        new("plants", "Green things in offices.", DemoTexts.Talk, 90, 120),
        new("games", "Boards, cards, consoles.", DemoTexts.Talk, 150, 240),
        new("language-exchange", "Practise with a colleague.", DemoTexts.Talk, 130, 180),
        new("parents", "For those with children.", DemoTexts.Talk, 240, 260),
    ];
}
