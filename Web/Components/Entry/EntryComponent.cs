using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Entry;

/// <summary>What the pages of entry share: their texts.</summary>
public abstract class EntryComponent : ComponentBase
{
    /// <summary>The texts.</summary>
    [Inject]
    protected IStringLocalizer<EntryTexts> L { get; set; } = default!; // injected before use

    /// <summary>A name inside a sentence, whatever direction it is written in.</summary>
    protected static string Isolated(string name) => $"\u2068{name}\u2069";
}
