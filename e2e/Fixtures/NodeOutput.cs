using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Support.Servers;

namespace Collab.e2e.Fixtures;

/// <summary>What a node says to its operator: on its console, and by mail.</summary>
internal static partial class NodeOutput
{
    /// <summary>The code that the program prints on its console as long as nobody owns the organization.</summary>
    public static async Task<string> FirstRunCodeAsync(this WebNode node)
    {
        var code = "";
        await Eventually.TrueAsync(
            () => (code = FirstRunCode().Matches(node.Log()).LastOrDefault()?.Groups[1].Value ?? "").Length > 0,
            $"{node.Name} prints its first-run code");
        return code;
    }

    /// <summary>The text of the newest mail that holds the words, as the program has written it into its outbox.</summary>
    public static async Task<string> MailAsync(this WebNode node, string words)
    {
        var outbox = Path.Combine(node.DataFolder, "mail");
        var text = "";
        await Eventually.TrueAsync(
            () =>
            {
                string[] files = Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml") : [];
                text = files.OrderDescending(StringComparer.Ordinal).Select(File.ReadAllText).FirstOrDefault(mail => mail.Contains(words, StringComparison.Ordinal)) ?? "";
                return text.Length > 0;
            },
            $"a mail of {node.Name} with “{words}”");
        return text;
    }

    [GeneratedRegex(@"First-run code: ([A-Z0-9]+-[A-Z0-9]+)")]
    private static partial Regex FirstRunCode();
}
