using Collab.Domain.People;
using Collab.Domain.Shared;

namespace Collab.Domain.UserGroups;

/// <summary>Handle and name of a group, as typed and checked.</summary>
/// <param name="Handle">2–32 of a–z, digits, dot, dash, underscore.</param>
/// <param name="Name">At most <see cref="MaxName"/> characters.</param>
public sealed record GroupName(string Handle, string Name)
{
    /// <summary>Longest name.</summary>
    public const int MaxName = 80;

    /// <summary>Checks what was typed. An empty name is the handle's.</summary>
    public static Result<GroupName> Parse(string? handle, string? name)
    {
        if (!People.Handle.Parse(handle).TryGet(out var parsed, out var error))
            return error;
        var line = PlainText.Line(name);
        return line.Length > MaxName
            ? new Error.Invalid("group.name_too_long", $"A group's name has at most {MaxName} characters.", "name")
            : new GroupName(parsed.Value, line.Length == 0 ? parsed.Value : line);
    }
}
