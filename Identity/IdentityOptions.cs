namespace Collab.Identity;

/// <summary>How people sign in; section <c>Collab:Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Collab:Identity";

    /// <summary>A session ends when nothing was heard of it for so many days.</summary>
    public int SessionIdleDays { get; set; } = 14;

    /// <summary>A session ends so many days after its sign-in, whatever happens.</summary>
    public int SessionLifetimeDays { get; set; } = 60;

    /// <summary>Memory of one password hash, in KiB.</summary>
    public int PasswordMemoryKiB { get; set; } = 19 * 1024;

    /// <summary>Passes of one password hash.</summary>
    public int PasswordPasses { get; set; } = 2;

    /// <summary>Failed sign-ins that one network address has at once; one comes back every three seconds.</summary>
    public int FailuresPerAddress { get; set; } = 50;

    internal TimeSpan SessionIdle => TimeSpan.FromDays(SessionIdleDays);

    internal TimeSpan SessionLifetime => TimeSpan.FromDays(SessionLifetimeDays);
}
