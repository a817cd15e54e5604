namespace Collab.Domain.People;

/// <summary>A list of passwords that attackers try first.</summary>
public interface ILeakedPasswords
{
    /// <summary>True when the password, in any case, is on the list.</summary>
    bool Contains(string password);
}
