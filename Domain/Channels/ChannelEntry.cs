using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Channels;

/// <summary>A channel as it stands in the directory.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Purpose">Its purpose.</param>
/// <param name="Visibility">Who may find it.</param>
/// <param name="IsArchived">True when it is closed.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ChannelEntry(
    StreamId Id, WorkspaceId Workspace, string Name, string Topic, string Purpose, ChannelVisibility Visibility, bool IsArchived, UserId CreatedBy,
    DateTimeOffset CreatedAt);
