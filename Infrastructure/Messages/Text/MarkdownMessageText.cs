using System.Text;
using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text.Inlines;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Collab.Infrastructure.Messages.Text;

internal sealed class MarkdownMessageText(IEmojiCatalog catalog) : IMessageText
{
    private readonly MarkdownPipeline pipeline = Pipeline(catalog);

    public ParsedText Parse(string text)
    {
        var clean = Clean(text ?? "");
        if (!MarkdownLimits.Allow(clean) || TryParse(clean) is not { } document) return new PlainMessage(clean);
        var facts = MessageFacts.Of(document);
        if (facts.IsTooDeep) return new PlainMessage(clean);
        var message = new FormattedMessage(document, facts, MessageFacts.IsJumbo(document, catalog));
        // Nothing but link definitions, say: what was typed must not vanish.
        return IsInvisible(document) && clean.Length > 0 ? new PlainMessage(clean) : message;
    }

    private static bool IsInvisible(MarkdownDocument document) =>
        document.All(block => block is LinkReferenceDefinitionGroup or BlankLineBlock);

    private static MarkdownPipeline Pipeline(IEmojiCatalog catalog)
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = MarkdownLimits.Deepest }
            .DisableHtml()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UsePipeTables(new PipeTableOptions { UseGfmRules = true });
        builder.InlineParsers.Insert(0, new NameParser());
        builder.InlineParsers.Insert(0, new EmojiParser(catalog));
        builder.InlineParsers.Insert(0, new BareUrlParser());
        return builder.Build();
    }

    /// <summary>Lone surrogates and zero bytes are no text and would be no valid HTML.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.Replace("\r\n", "\n").Replace('\r', '\n').ToString();
    }

    private MarkdownDocument? TryParse(string text)
    {
        try
        {
            return Markdown.Parse(text, pipeline);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Markdig says "too deep" by an exception. No text that a person sends may fail her message,
            // so a fault in the parser, too, only costs the formatting.
            return null;
        }
    }
}
