namespace Collab.Infrastructure.Receipts;

/// <summary>
/// Which stretches of the index are walked to count a message's receipts. Those who share are three parts: have read, have
/// not, came later. How many they are together is known, so two parts give the third; all ways give the same numbers.
/// </summary>
internal enum RecountWay
{
    /// <summary>Everybody is looked at: the quickest way where there are few.</summary>
    Everybody,

    /// <summary>Those who have not read, and those who came later.</summary>
    NotRead,

    /// <summary>Those who have read, and those who came later.</summary>
    Read,
}
