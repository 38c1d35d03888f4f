using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace MLNetDetection.Recipes.Binding;

/// <summary>What a recipe can say about an object of some type: its constructor's parameters and the properties that can be set.</summary>
internal sealed class RecipeMembers
{
    private RecipeMembers(ConstructorInfo constructor, PropertyInfo[] properties) => (Constructor, Properties) = (constructor, properties);

    public ConstructorInfo Constructor { get; }

    /// <summary>Without those that the constructor takes.</summary>
    public IReadOnlyList<PropertyInfo> Properties { get; }

    public IEnumerable<string> Keys => Constructor.GetParameters().Select(Key).Concat(Properties.Select(Key));

    /// <param name="type">A class or struct.</param>
    /// <param name="hidden">Properties that are not a recipe's business, by name.</param>
    public static RecipeMembers Of(Type type, IReadOnlyCollection<string> hidden)
    {
        ConstructorInfo constructor = type.GetConstructors().Where(c => c.GetParameters().All(p => CanBind(p.ParameterType)))
            .MaxBy(c => (c.GetParameters().Length, c.GetParameters().Count(p => RecipeScalars.Knows(p.ParameterType)))) ?? throw new ArgumentException($"{type} has no constructor that a recipe could call.", nameof(type));
        string[] taken = [.. constructor.GetParameters().Select(Key)];
        return new RecipeMembers(constructor,
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && CanBind(p.PropertyType) && !hidden.Contains(p.Name) && !taken.Contains(Key(p))),
        ]);
    }

    public static string Key(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    public static string Key(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    /// <summary>The type of a list's items, or null.</summary>
    public static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>The type of the values of a dictionary by name, or null.</summary>
    public static Type? NamedItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) && type.GetGenericArguments()[0] == typeof(string) ? type.GetGenericArguments()[1] : null;

    private static bool CanBind(Type type)
    {
        Type known = Nullable.GetUnderlyingType(type) ?? type;
        return RecipeScalars.Knows(known) || RecipeKinds.Of(known) is not null
            || (ItemOf(known) is { } item && CanBind(item)) || (NamedItemOf(known) is { } named && CanBind(named))
            || IsSection(known);
    }

    private static bool IsSection(Type type) => type.Namespace?.StartsWith(nameof(MLNetDetection), StringComparison.Ordinal) == true && !type.IsAbstract && !type.IsInterface
        && !typeof(Delegate).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetConstructors().Any(c => c.GetParameters().All(p => RecipeScalars.Knows(p.ParameterType)));
}
