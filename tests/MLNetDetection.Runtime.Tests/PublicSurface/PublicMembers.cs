using System.Reflection;

namespace MLNetDetection.Runtime.Tests.PublicSurface;

/// <summary>What callers outside of an assembly see of it.</summary>
internal static class PublicMembers
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<MemberInfo> Of(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(IsVisible))
        {
            yield return type;
            foreach (MemberInfo member in type.GetMembers(Declared).Where(member => IsVisible(member, type)))
            {
                yield return member;
            }
        }
    }

    /// <summary>The methods behind a property that callers see.</summary>
    public static IEnumerable<string> AccessorsOf(PropertyInfo property)
    {
        if (property.GetMethod is { } get && IsVisible(get))
        {
            yield return "get;";
        }

        if (property.SetMethod is { } set && IsVisible(set))
        {
            yield return "set;";
        }
    }

    private static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    private static bool IsVisible(MemberInfo member, Type owner) => member switch
    {
        Type => false,
        FieldInfo field => IsVisible(field) && !field.IsSpecialName,
        PropertyInfo property => AccessorsOf(property).Any(),
        EventInfo raised => IsVisible(raised.AddMethod!),
        MethodInfo method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_")) && !owner.IsSubclassOf(typeof(Delegate)),
        ConstructorInfo constructor => IsVisible(constructor) && !owner.IsSubclassOf(typeof(Delegate)),
        _ => false,
    };

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
