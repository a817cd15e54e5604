using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class DirectoryTaskRow
{
    public TaskId TaskId { get; set; }

    public string Work { get; set; } = "";

    public UserId? UserId { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    public string? Error { get; set; }

    public DirectoryTask ToView() =>
        new(TaskId, Json.Read<DirectoryWork>(Work) ?? throw new InvalidOperationException($"Directory task {TaskId} says nothing."));
}
