namespace Collab.Infrastructure.Demo;

/// <summary>What people say in the demo content: openers and answers by theme, with slots to fill.</summary>
internal static class DemoTexts
{
    public sealed record Theme(string[] Openers, string[] Answers);

    public static readonly string[] Products = ["Atlas", "Beacon", "Compass", "Delta", "Ember", "Falcon", "Harbor", "Juniper", "Kestrel", "Lumen"];

    public static readonly string[] Cities = ["Berlin", "Lisbon", "Nairobi", "Osaka", "Porto", "Kraków", "Toronto", "Malmö", "Lyon", "Singapore"];

    public static readonly string[] Reactions = ["👍", "🎉", "❤️", "👀", "🚀", "😄", "🙏", "✅"];

    public static readonly Theme Work = new(
        [
            "The build of **{product}** is green again after the fix in `{file}`.",
            "I have opened a review for the {product} import: please have a look before {day}.",
            "Heads-up: {product} moves to the new queue on {day}. Nothing changes for callers.",
            "Who knows why `{file}` still reads the old setting?",
            "Numbers for last week: {n} requests per second at the peak, p99 {m} ms.",
            "We should decide today whether {product} {v} ships with the new importer.",
            "{product} {v} is tagged:\n\n- faster start\n- fewer retries\n- {n} old warnings gone",
            "Found it! The time-out in {city} was ours:\n\n```csharp\nvar limit = TimeSpan.FromSeconds({m});\n```",
            "Can somebody from the {product} team join the call with {city} at 14:00?",
            "Reminder: no deployments between {day} 18:00 and Monday.",
            "I would like a second pair of eyes on the migration of the {product} tables.",
            "The dashboard for {product} now has a line per region. Tell me what is missing.",
        ],
        [
            "Looks good to me.", "I can take that.", "Thanks, that was quick!", "Can you add a test for the empty case?", "Done, see the last commit.",
            "Let us talk about it in the stand-up.", "It works on my side with {product} {v}.", "I think that is the same cause as last month.", "+1",
            "Which version were you on?", "Good catch.", "I will write it down in the wiki.", "Not before {day}, sorry.", "Merged. :tada:",
            "Only in {city}, everywhere else it is fine.", "Let me check and come back to you.", "Nice, down from {n} to {m} ms.",
        ]);

    public static readonly Theme Talk = new(
        [
            "Lunch at 12:30, who comes along?", "The coffee machine on the third floor works again. :coffee:", "Somebody left a blue umbrella in the {city} room.",
            "Good morning from {city}, {m} degrees and sun.", "Does anyone have a spare monitor cable?", "Photos of the summer party are on the share now.",
            "Running group meets on {day} at 17:30 at the main gate.", "I am looking for a flat in {city} from next month on. Any hints?",
            "Which book should we read next in the book club?", "Welcome to our new colleagues in {city}!", "The lift in building {m} is out of order until {day}.",
            "Board games on {day} evening, beginners welcome.",
        ],
        [
            "Count me in!", "Me too.", "Have fun!", "Not this time.", "That was a great evening.", "See you there.", "Thank you! :heart:", "Mine, I will pick it up.",
            "So good to hear.", "Same here in {city}.", "Ha, classic.", "Welcome!", "I have one, come by.",
        ]);

    public static readonly Theme News = new(
        [
            "**All hands on {day} at 15:00.** We will look back at the quarter and answer your questions. The recording follows here.",
            "The new travel rules apply from the first of next month. In short: book early, and trains before planes up to {m} hours.",
            "Our {city} office has moved. The new address is in the directory; the old badges go on working until {day}.",
            "{product} has won its {m}th large customer this year. Thank you to everybody who made it happen!",
            "Security training is due by {day}. It takes {m} minutes.",
            "The canteen has a new menu. Vegan dishes are now in the first row.",
        ],
        ["Thank you!", "Great news.", "Will there be a recording?", "Congratulations to the whole team!", "Where can I ask questions beforehand?", ":clap:"]);
}
