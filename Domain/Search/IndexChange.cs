using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search;

/// <summary>A change to an index. Whichever comes with the higher revision of a message is what stays; of two with the same one the later.</summary>
public abstract record IndexChange
{
    private IndexChange()
    {
    }

    /// <summary>The message.</summary>
    public abstract MessageId Message { get; }

    /// <summary>The version of its stream at the change.</summary>
    public abstract long Version { get; }

    /// <summary>The message is there as it now is.</summary>
    public sealed record Put(SearchDocument Document) : IndexChange
    {
        /// <inheritdoc />
        public override MessageId Message => Document.Id;

        /// <inheritdoc />
        public override long Version => Document.Revision;
    }

    /// <summary>Nobody finds the message any more.</summary>
    public sealed record Remove(MessageId Id, long Revision) : IndexChange
    {
        /// <inheritdoc />
        public override MessageId Message => Id;

        /// <inheritdoc />
        public override long Version => Revision;
    }
}
