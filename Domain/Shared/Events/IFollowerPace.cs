namespace Collab.Domain.Shared.Events;

/// <summary>
/// The pace at which those who follow on this node take what they are sent. Whoever writes for many goes no faster for
/// long: what they cannot take is dropped, and reading it again costs the node far more than sending it did.
/// </summary>
public interface IFollowerPace
{
    /// <summary>Returns at once while they keep up; else when they do again, when something is urgent, or after two seconds.</summary>
    /// <param name="isUrgent">Asked again and again: something has come that must not wait.</param>
    Task KeepUpAsync(Func<bool> isUrgent);
}
