using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a composer takes for a command and not for a message: <c>/status</c>, <c>/dnd</c>. What it does not know is not posted either, unless one says so.</summary>
public sealed class SlashCommands(OwnStatus own, Screen screen, CommandSurroundings around, IStringLocalizer<Texts> texts)
{
    private static readonly string[] Names = ["status", "dnd"];
    private static readonly string[] Ends = ["off", "clear", "aus", "löschen"];

    /// <summary>Commands that begin with a word, as completions.</summary>
    public IReadOnlyList<Suggestion> Suggest(string word) =>
        [.. Names.Where(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(n => new Suggestion($"/{n}", $"/{n}", $"{texts[$"Command_{n}"]} · {texts[$"CommandHint_{n}"]}", "", false))];

    /// <summary>Runs what was typed.</summary>
    public async Task<CommandAnswer> RunAsync(string typed)
    {
        var (name, words) = typed.Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var first, var rest] => (first[1..].ToLowerInvariant(), rest.Trim()),
            [var only] => (only[1..].ToLowerInvariant(), ""),
            _ => ("", ""),
        };
        return name switch
        {
            "status" when words.Length == 0 => Open(),
            "status" => await StatusAsync(words),
            "dnd" => await PauseAsync(words),
            _ => new CommandAnswer(false, false, texts["CommandUnknown", $"/{name}"]),
        };
    }

    private CommandAnswer Open()
    {
        screen.Show(Overlay.Status);
        return CommandAnswer.Done;
    }

    private async Task<CommandAnswer> StatusAsync(string words)
    {
        if (Ends.Contains(words, StringComparer.OrdinalIgnoreCase))
            return Say(await own.ClearAsync(), texts["StatusCleared"]);
        var (emoji, rest) = TakeEmoji(words);
        var (text, until) = CommandTime.Split(rest, around.Deadlines, around.Session.Time.GetUtcNow());
        var said = await own.SayAsync(emoji, text, until, false);
        var shown = said.TryGet(out var person, out _) ? $"{person.Status?.Emoji} {person.Status?.Text}".Trim() : "";
        return Say(said, until is { } end ? texts["StatusSetUntil", shown, around.Clock.InList(end)] : texts["StatusSet", shown]);
    }

    // Without words it is turned on for an hour, or off.
    private async Task<CommandAnswer> PauseAsync(string words)
    {
        var now = around.Session.Time.GetUtcNow();
        if (Ends.Contains(words, StringComparer.OrdinalIgnoreCase) || (words.Length == 0 && own.HasPaused))
            return Say(await own.PauseAsync(null), texts["DndOff"]);
        var period = words.StartsWith("for ", StringComparison.OrdinalIgnoreCase) || words.StartsWith("für ", StringComparison.OrdinalIgnoreCase) ? words[4..] : words;
        var until = words.Length == 0 ? now.AddHours(1) : CommandTime.End(period, around.Deadlines, now);
        return until is { } end
            ? Say(await own.PauseAsync(end), texts["DndOn", around.Clock.InList(end)])
            : new CommandAnswer(true, false, texts["CommandTimeUnknown", words]);
    }

    // A shortcode that nobody knows is refused and not taken for words.
    private (string Emoji, string Words) TakeEmoji(string words)
    {
        var first = words.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var isCode = first[0] is [':', _, .., ':'];
        var isEmoji = isCode || (!char.IsAsciiLetterOrDigit(first[0][0]) && around.Emoji.TryFind(first[0], out _));
        return isEmoji ? (first[0], first.Length > 1 ? first[1] : "") : ("", words);
    }

    private CommandAnswer Say(Result<Person> result, string said)
    {
        if (!result.TryGet(out _, out var error))
            return new CommandAnswer(true, false, error.Say());
        around.Toasts.Show(said);
        return CommandAnswer.Done;
    }
}

/// <summary>What became of a command.</summary>
/// <param name="IsKnown">There is such a command.</param>
/// <param name="IsDone">It was carried out; otherwise what was typed stays.</param>
/// <param name="Said">Why it was not.</param>
public sealed record CommandAnswer(bool IsKnown, bool IsDone, string Said)
{
    /// <summary>It was carried out.</summary>
    public static CommandAnswer Done { get; } = new(true, true, "");
}

/// <summary>What commands are read and answered with.</summary>
/// <param name="Session">Whose page it is.</param>
/// <param name="Deadlines">Works out when something is over.</param>
/// <param name="Clock">Says times.</param>
/// <param name="Emoji">Knows the emoji.</param>
/// <param name="Toasts">Says what was done.</param>
public sealed record CommandSurroundings(Session Session, Deadlines Deadlines, Clock Clock, IEmojiCatalog Emoji, Toasts Toasts);
