using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MLNetDetection.Architecture.Tests.PublicApi;

/// <summary>What callers outside of an assembly see of it, one line for each type and member, in a fixed order.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetTypes().Where(IsVisible).SelectMany(type => Members(type).Prepend(Describe(type))).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield break;
        }

        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            // A record's own Equals, GetHashCode and so on follow from its being a record.
            string? line = member.IsDefined(typeof(CompilerGeneratedAttribute)) ? null : member switch
            {
                FieldInfo field when IsVisible(field) && !field.IsSpecialName => Describe(field),
                PropertyInfo property => Describe(property),
                EventInfo raised when IsVisible(raised.AddMethod) => $"event {Name(raised.EventHandlerType!)} {raised.Name}",
                ConstructorInfo constructor when IsVisible(constructor) => $"{(constructor.IsPublic ? string.Empty : "protected ")}new({Parameters(constructor)})",
                MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Describe(method),
                _ => null,
            };
            if (line is not null)
            {
                yield return $"{Name(type)}: {line}";
            }
        }
    }

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        IEnumerable<string> bases = type.GetInterfaces().Where(IsVisible).Select(Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType)
        {
            bases = bases.Prepend(Name(parent));
        }

        return $"{Name(type)} = {kind}{(type.IsEnum || !bases.Any() ? string.Empty : $" : {string.Join(", ", bases)}")}";
    }

    private static string Describe(FieldInfo field)
    {
        string value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : string.Empty;
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : string.Empty) + (field.IsInitOnly ? "readonly " : string.Empty);
        return $"{kind}{Name(field.FieldType)} {field.Name}{value}";
    }

    private static string? Describe(PropertyInfo property)
    {
        string get = IsVisible(property.GetMethod) ? "get; " : string.Empty;
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string set = IsVisible(property.SetMethod) ? init ? "init; " : "set; " : string.Empty;
        if (get.Length + set.Length == 0)
        {
            return null;
        }

        MethodInfo accessor = (get.Length > 0 ? property.GetMethod : property.SetMethod)!;
        string index = string.Join(", ", property.GetIndexParameters().Select(Parameter));
        return $"{Modifiers(accessor)}{Name(property.PropertyType)} {property.Name}{(index.Length > 0 ? $"[{index}]" : string.Empty)} {{ {get}{set}}}";
    }

    private static string Describe(MethodInfo method)
    {
        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty;
        return $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{arguments}({extension}{Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? string.Empty : "protected ") + method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } when method.DeclaringType!.IsInterface => string.Empty,
            { IsAbstract: true } => "abstract ",
            _ when method.GetBaseDefinition().DeclaringType != method.DeclaringType => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => string.Empty,
        };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : string.Empty;
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : string.Empty)}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : string.Empty);
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = type.Name.Split('`')[0];
        Type[] arguments = type.GetGenericArguments();
        string own = arguments.Length > 0 && type.Name.Contains('`') ? $"<{string.Join(", ", arguments.Select(Name))}>" : string.Empty;
        string outer = type.DeclaringType is { } parent ? Name(parent) : type.Namespace ?? string.Empty;
        return outer is "System" ? name + own : $"{outer}.{name}{own}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };
}
