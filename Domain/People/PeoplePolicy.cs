namespace Collab.Domain.People;

/// <summary>What the organization has decided about its people's profiles.</summary>
/// <param name="ShowsLastSeen">People see when colleagues were last active, unless these keep it to themselves. Off at first.</param>
/// <param name="Fixed">What people cannot change of their own profile, because the organization keeps it.</param>
public sealed record PeoplePolicy(bool ShowsLastSeen, ProfileFields Fixed)
{
    /// <summary>As it is at first.</summary>
    public static readonly PeoplePolicy Usual = new(false, ProfileFields.None);
}
