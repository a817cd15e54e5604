using Collab.Domain.References;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>How the quotes of a message that is being written are shown: they are kept as references alone, and read anew.</summary>
public sealed class QuoteDraft(ForwardActs acts, PeopleCache people, CardWords words, CircuitLink link)
{
    /// <summary>A card for each; null when they cannot be read now.</summary>
    public async Task<IReadOnlyList<QuoteCard>?> ShowAsync(IReadOnlyList<SentQuote> quotes)
    {
        MessageReference[] wanted = [.. quotes.Take(MessageReference.MaxQuotes).Select(q => q.ToReference())];
        var sources = await acts.PreviewAsync(wanted);
        if (sources.Count < wanted.Length)
            return null;
        await people.EnsureAsync(sources.Select(s => s.Author).OfType<UserId>().Distinct(), link.Ended);
        return [.. sources.Select(CardOf)];
    }

    private QuoteCard CardOf(SourceView source) =>
        words.InsteadOf(source) is { } instead
            ? new QuoteCard(source.State.ToString().ToLowerInvariant(), "", instead)
            : new QuoteCard("visible", source.Author is { } author ? people.NameOf(author) : "", source.Excerpt.Length > 0 ? source.Excerpt : words.L.Count("Files", source.Files));
}

/// <summary>The card of a quote above a composer.</summary>
/// <param name="State"><c>visible</c>, <c>recalled</c> or <c>invisible</c>: only with the first it can be sent.</param>
/// <param name="Author">Whose words.</param>
/// <param name="Text">The words, or what stands instead of them.</param>
public sealed record QuoteCard(string State, string Author, string Text);
