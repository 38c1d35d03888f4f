using Mono.Cecil;

namespace MLNetDetection.Runtime.Friends;

/// <summary>Writes a copy of a reference assembly in which the listed internal members are public; used to compile only.</summary>
internal static class ReferenceRewriter
{
    /// <summary>Rewrites one assembly.</summary>
    /// <exception cref="InvalidOperationException">A listed type or member does not exist, so that the list is out of date.</exception>
    /// <param name="source">The assembly to read.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="rules">What becomes visible.</param>
    /// <param name="folders">Where the assemblies lie that it refers to: writing an attribute needs the type of its enum arguments.</param>
    public static void Rewrite(string source, string target, IReadOnlyList<FriendRule> rules, IEnumerable<string> folders)
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (string folder in folders)
        {
            resolver.AddSearchDirectory(folder);
        }

        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(source, new ReaderParameters { AssemblyResolver = resolver });
        foreach (FriendRule rule in rules)
        {
            TypeDefinition type = assembly.MainModule.GetType(rule.Type)
                ?? throw new InvalidOperationException($"{assembly.Name.Name} {assembly.Name.Version} has no type {rule.Type}");
            Show(type);
            ShowMembers(type, rule);
        }

        assembly.Write(target);
    }

    private static void Show(TypeDefinition type)
    {
        if (type.DeclaringType is { } outer)
        {
            Show(outer);
            type.IsNestedPublic = true;
            return;
        }

        type.IsPublic = true;
    }

    private static void ShowMembers(TypeDefinition type, FriendRule rule)
    {
        HashSet<string> wanted = [.. rule.Members.Where(name => name != "*")];
        foreach (PropertyDefinition property in type.Properties.Where(property => rule.Covers(property.Name)))
        {
            wanted.Remove(property.Name);
            Show(property.GetMethod);
            Show(property.SetMethod);
        }

        // Explicit interface implementations (their names hold a dot) stay private: C# could not name them anyway.
        foreach (MethodDefinition method in type.Methods.Where(method => rule.Covers(method.Name) && (method.IsConstructor || !method.Name.Contains('.'))))
        {
            wanted.Remove(method.Name);
            Show(method);
        }

        foreach (FieldDefinition field in type.Fields.Where(field => rule.Covers(field.Name)))
        {
            wanted.Remove(field.Name);
            field.IsPublic = true;
        }

        if (wanted.Count > 0)
        {
            throw new InvalidOperationException($"{type.FullName} has no member {string.Join(", ", wanted)}");
        }
    }

    private static void Show(MethodDefinition? method)
    {
        if (method is { IsStatic: true, IsConstructor: true } or null)
        {
            return;
        }

        method.IsPublic = true;
    }
}
