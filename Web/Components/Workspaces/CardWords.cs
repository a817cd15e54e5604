using Collab.Domain.References;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>How the cards of messages that others refer to are worded for the person before the page.</summary>
/// <param name="People">Names.</param>
/// <param name="Clock">Times.</param>
/// <param name="Places">Places.</param>
/// <param name="L">Texts.</param>
public sealed record CardWords(PeopleCache People, Clock Clock, Places Places, IStringLocalizer<Texts> L)
{
    /// <summary>Where a message is that she sees; null for another.</summary>
    public string? AddressOf(SourceView source) =>
        source is { Place: { } place, Seq: { } seq } ? $"{Places.AddressOf(place)}{(source.RootSeq is { } root ? $"/t/{root}" : "")}/m/{seq}" : null;

    /// <summary>What is said instead of a message that is not shown; null for one that is.</summary>
    public string? InsteadOf(SourceView source) =>
        source.State switch
        {
            SourceState.Visible => null,
            SourceState.Recalled => L["SourceRecalled"].Value,
            _ => L["SourceInvisible"].Value,
        };
}
