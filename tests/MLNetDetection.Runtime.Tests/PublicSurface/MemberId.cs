using System.Reflection;

namespace MLNetDetection.Runtime.Tests.PublicSurface;

/// <summary>The documentation ID of a member, as C# compilers write it: "M:TorchSharp.torch.abs(TorchSharp.torch.Tensor)".</summary>
internal static class MemberId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + NameOf(type),
        FieldInfo field => $"F:{NameOf(field.DeclaringType!)}.{field.Name}",
        EventInfo raised => $"E:{NameOf(raised.DeclaringType!)}.{raised.Name}",
        PropertyInfo property => $"P:{NameOf(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        MethodBase method => "M:" + OfMethod(method),
        _ => throw new ArgumentException($"No ID for {member}."),
    };

    private static string OfMethod(MethodBase method)
    {
        string name = method.Name.Replace('.', '#');
        string arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : string.Empty;
        string id = $"{NameOf(method.DeclaringType!)}.{name}{arity}{Parameters(method.GetParameters())}";
        bool conversion = method.Name is "op_Implicit" or "op_Explicit";
        return conversion ? $"{id}~{Reference(((MethodInfo)method).ReturnType)}" : id;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? string.Empty : $"({string.Join(',', parameters.Select(p => Reference(p.ParameterType)))})";

    private static string Reference(Type type)
    {
        if (type.IsByRef)
        {
            return Reference(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            string rank = type.GetArrayRank() == 1 ? string.Empty : string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()));
            return $"{Reference(type.GetElementType()!)}[{rank}]";
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        return type.IsGenericType ? Constructed(type) : NameOf(type);
    }

    // Each level of nesting names its own arguments.
    private static string Constructed(Type type)
    {
        var arguments = new Queue<Type>(type.GetGenericArguments());
        IEnumerable<string> levels = NameOf(type.GetGenericTypeDefinition()).Split('.').Select(level =>
        {
            int tick = level.IndexOf('`');
            if (tick < 0)
            {
                return level;
            }

            int count = int.Parse(level[(tick + 1)..]);
            return $"{level[..tick]}{{{string.Join(',', Enumerable.Range(0, count).Select(_ => Reference(arguments.Dequeue())))}}}";
        });
        return string.Join('.', levels);
    }
}
