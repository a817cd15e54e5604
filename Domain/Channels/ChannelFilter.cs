namespace Collab.Domain.Channels;

/// <summary>Which channels a directory page shows.</summary>
/// <param name="NamePrefix">Only names that start so; empty for all.</param>
/// <param name="Archived">True shows only archived ones, false only open ones.</param>
public sealed record ChannelFilter(string NamePrefix = "", bool Archived = false);
