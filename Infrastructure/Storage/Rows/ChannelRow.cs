using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class ChannelRow
{
    public StreamId StreamId { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public string Name { get; set; } = "";

    public string Topic { get; set; } = "";

    public string Purpose { get; set; } = "";

    public ChannelVisibility Visibility { get; set; }

    public bool IsArchived { get; set; }

    public UserId CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    // How often it was renamed. Tasks that rename the stream carry it, so that they may arrive in any order.
    public long NameVersion { get; set; }

    // Which version of the stream's head topic, purpose and archived were copied from.
    public long HeadVersion { get; set; }

    public static ChannelRow From(ChannelEntry channel) =>
        new()
        {
            StreamId = channel.Id,
            WorkspaceId = channel.Workspace,
            Name = channel.Name,
            Topic = channel.Topic,
            Purpose = channel.Purpose,
            Visibility = channel.Visibility,
            IsArchived = channel.IsArchived,
            CreatedBy = channel.CreatedBy,
            CreatedAt = channel.CreatedAt,
        };

    public ChannelEntry ToView() => new(StreamId, WorkspaceId, Name, Topic, Purpose, Visibility, IsArchived, CreatedBy, CreatedAt);
}
