namespace Collab.Domain.Shared.Ids;

/// <summary>Where new ids come from. Tests use one that counts.</summary>
public interface IIdSource
{
    /// <summary>A new time-ordered id: 41 bits of milliseconds, 10 of node, 12 of counter.</summary>
    TId Next<TId>()
        where TId : struct, IId<TId>;

    /// <summary>A new id in a random bucket: 41 bits of milliseconds, 12 of node and counter, 10 of bucket.</summary>
    TId NextInAnyBucket<TId>()
        where TId : struct, IId<TId>;

    /// <summary>A new id in the given bucket; a thread takes its parent's, so that both share transactions.</summary>
    TId NextIn<TId>(Bucket bucket)
        where TId : struct, IId<TId>;

    /// <summary>An unguessable secret of 256 bits for tokens and invitations, in base64url.</summary>
    string NextSecret();
}
