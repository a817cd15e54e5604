using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>Rows of shards that the story leaves beside streams, seats and messages.</summary>
internal sealed class DemoRows
{
    public List<ReactionRow> Reactions { get; } = [];

    public List<MentionRow> Mentions { get; } = [];

    public List<OutboxRow> Outbox { get; } = [];
}
