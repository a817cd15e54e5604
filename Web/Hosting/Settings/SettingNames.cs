using System.ComponentModel;
using System.Reflection;

namespace Collab.Web.Hosting.Settings;

/// <summary>The names of all settings: a mistyped one would silently leave a default in force, so it is refused.</summary>
internal static class SettingNames
{
    /// <summary>Throws for the first setting under <c>Collab</c> that does not exist or cannot be read.</summary>
    public static void Check(IConfiguration configuration) =>
        CheckSection(configuration.GetSection(CollabOptions.Section), typeof(CollabOptions));

    /// <summary>Every setting, as the environment spells it; elements of lists have the number 0.</summary>
    public static IEnumerable<string> All() => Under(CollabOptions.Section, typeof(CollabOptions));

    private static void CheckSection(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = Properties(type).FirstOrDefault(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                throw new SettingsException(Unknown(child.Path));
            CheckValue(child, property.PropertyType);
        }
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
            CheckSection(section, type);
        }
        else if (section.GetChildren().FirstOrDefault() is { } below)
        {
            throw new SettingsException(Unknown(below.Path));
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
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type)) : type == typeof(bool) ? "true or false" : "a whole number";

    private static string Unknown(string path)
    {
        var spelled = Spelled(path);
        var nearest = All().MinBy(name => Distance(name.ToUpperInvariant(), spelled.ToUpperInvariant()))
            ?? throw new InvalidOperationException("There are no settings.");
        return $"There is no setting {spelled}. Did you mean {nearest}?";
    }

    private static string Spelled(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static IEnumerable<string> Under(string path, Type type)
    {
        if (ElementType(type) is { } element)
            return Under($"{path}__0", element);
        return IsSection(type) ? Properties(type).SelectMany(p => Under($"{path}__{p.Name}", p.PropertyType)) : [path];
    }

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

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
