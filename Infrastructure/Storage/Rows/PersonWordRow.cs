using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

// The beginnings by which people are found: one row per folded word of name, handle and title.
internal sealed class PersonWordRow
{
    public string Word { get; set; } = "";

    public UserId UserId { get; set; }
}
