using Mono.Cecil;

namespace MLNetDetection.Architecture.Tests.Rules;

/// <summary>No static field of a library can be assigned after its type was initialised.</summary>
internal static class StaticState
{
    /// <summary>Each static field that is neither readonly nor constant; the compiler's own caches are left out.</summary>
    public static IEnumerable<string> Violations(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        where !type.FullName.Contains('<')
        from field in type.Fields
        where field.IsStatic && !field.IsInitOnly && !field.IsLiteral && !field.Name.StartsWith('<')
        select $"{type.FullName}.{field.Name} is static and can change";
}
