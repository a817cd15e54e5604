namespace Collab.Web.Components.Entry;

/// <summary>Every text of the pages of entry and of mails: <c>EntryTexts.resx</c> beside this file, whole sentences, keys by meaning.</summary>
public sealed class EntryTexts;
