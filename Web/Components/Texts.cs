namespace Collab.Web.Components;

/// <summary>Every text of the page: <c>Texts.resx</c> beside this file, whole sentences, keys by meaning.</summary>
public sealed class Texts;
