namespace Collab.Web.Components.Entry;

/// <summary>What the page of language and region shows.</summary>
/// <param name="Languages">Tags and own names of the languages.</param>
/// <param name="Regions">Tags and own names of the regions.</param>
/// <param name="Language">The chosen one; empty for what the browser says.</param>
/// <param name="Region">The chosen one; empty for what the language says.</param>
/// <param name="IsSaved">It was just saved.</param>
/// <param name="Problem">Why it was not.</param>
public sealed record LanguageView(
    IReadOnlyList<(string Tag, string Name)> Languages, IReadOnlyList<(string Tag, string Name)> Regions, string Language, string Region, bool IsSaved, FormProblem? Problem);
