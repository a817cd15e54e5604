using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Events;

/// <summary>What programs call the kinds of events, e.g. <c>message.posted</c>.</summary>
public static class EventNames
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(Notice).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(kind => kind.DerivedType, kind => (string)kind.TypeDiscriminator!); // every kind has its name

    /// <summary>The name of a kind of notice; a kind without one is a bug and throws.</summary>
    public static string Of(Type kind) => Names[kind];
}
