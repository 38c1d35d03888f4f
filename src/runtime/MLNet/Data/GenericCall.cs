using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls a generic method whose type arguments are only known at run time; exceptions come through as thrown.</summary>
internal static class GenericCall
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    public static object? Invoke(Type owner, object? instance, string method, Type[] typeArguments, params object?[] args)
    {
        var definition = owner.GetMethods(Any).First(m => m.Name == method && m.IsGenericMethodDefinition
            && m.GetGenericArguments().Length == typeArguments.Length);
        return definition.MakeGenericMethod(typeArguments)
            .Invoke(instance, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
