using System.ComponentModel;
using System.Reflection;

namespace Collab.Web.Hosting.Settings;

/// <summary>The names of all settings: a mistyped one would silently leave a default in force, so it is refused.</summary>
internal static class SettingNames
{
    /// <summary>Throws for the first setting under <c>Collab</c> that does not exist or cannot be read.</summary>
    public static void Check(IConfiguration configuration) =>
        CheckSection(configuration.GetSection(CollabOptions.Section), Root);

    /// <summary>Every setting, as the environment spells it; elements of lists have the number 0.</summary>
    public static IEnumerable<string> All() => Root.SelectMany(setting => Under($"{CollabOptions.Section}__{setting.Key}", setting.Value));

    private static Dictionary<string, Type> Root { get; } =
        new(Properties(typeof(CollabOptions)).Concat(PartSettings.All), StringComparer.OrdinalIgnoreCase);

    private static void CheckSection(IConfigurationSection section, IReadOnlyDictionary<string, Type> settings)
    {
        foreach (var child in section.GetChildren())
            CheckValue(child, settings.TryGetValue(child.Key, out var type) ? type : throw new SettingsException(Unknown(child)));
    }

    private static void CheckValue(IConfigurationSection section, Type type)
    {
        if (ElementType(type) is { } element)
        {
            foreach (var item in section.GetChildren())
            {
                if (!int.TryParse(item.Key, out _))
                    throw new SettingsException($"{Spelled(section.Path)} is a list: number its elements, as in {Spelled(section.Path)}__0.");
                CheckValue(item, element);
            }
        }
        else if (IsSection(type))
        {
            CheckSection(section, Properties(type));
        }
        else if (section.GetChildren().FirstOrDefault() is { } below)
        {
            throw new SettingsException(Unknown(below));
        }
        else if (section.Value is { } text && !IsReadable(type, text))
        {
            throw new SettingsException($"{Spelled(section.Path)} is '{text}', but it must be {Wanted(type)}.");
        }
    }

    private static bool IsReadable(Type type, string text) =>
        type == typeof(string)
        || (type.IsEnum
            ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
            : TypeDescriptor.GetConverter(type).IsValid(text));

    private static string Wanted(Type type) =>
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type)) : type == typeof(bool) ? "true or false" : type == typeof(int) ? "a whole number" : "a number";

    private static string Unknown(IConfigurationSection section)
    {
        // The whole name tells best which one was meant.
        while (section.GetChildren().FirstOrDefault() is { } below)
            section = below;
        var spelled = Spelled(section.Path);
        var nearest = All().MinBy(name => Distance(name.ToUpperInvariant(), spelled.ToUpperInvariant()))
            ?? throw new InvalidOperationException("There are no settings.");
        return $"There is no setting {spelled}. Did you mean {nearest}?";
    }

    private static string Spelled(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static IEnumerable<string> Under(string path, Type type)
    {
        if (ElementType(type) is { } element)
            return Under($"{path}__0", element);
        return IsSection(type) ? Properties(type).SelectMany(p => Under($"{path}__{p.Key}", p.Value)) : [path];
    }

    private static Dictionary<string, Type> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite || IsSection(p.PropertyType) || ElementType(p.PropertyType) is not null)
            .ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);

    private static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    // Levenshtein's distance, one row at a time.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[other.Length];
    }
}
