using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>What calls a person besides her own name and what calls everybody: groups that she is in, keywords that she watches.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="Keywords">The keywords.</param>
public sealed record CallSubjects(IReadOnlyList<MyGroup> Groups, IReadOnlyList<WatchedKeyword> Keywords)
{
    /// <summary>Only her name calls her.</summary>
    public static CallSubjects None { get; } = new([], []);

    /// <summary>True when only her name calls her.</summary>
    public bool IsEmpty => Groups.Count == 0 && Keywords.Count == 0;
}

/// <summary>A group that a person is in.</summary>
/// <param name="Id">Which.</param>
/// <param name="Handle">Its short name.</param>
/// <param name="Since">What was posted before she came in does not call her.</param>
public sealed record MyGroup(UserGroupId Id, string Handle, DateTimeOffset Since);

/// <summary>A keyword that a person watches.</summary>
/// <param name="Id">Which.</param>
/// <param name="Keyword">What is looked for.</param>
/// <param name="Since">What was posted before she wanted it does not call her.</param>
public sealed record WatchedKeyword(KeywordId Id, Keyword Keyword, DateTimeOffset Since);
