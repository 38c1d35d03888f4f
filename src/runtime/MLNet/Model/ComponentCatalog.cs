using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that a saved model may name, by signature and name. Thread-safe.</summary>
public sealed partial class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog() => RegisterAssembly(typeof(ComponentCatalog).Assembly);

    /// <summary>Makes the loadable classes and extensions of an assembly known; a second time does nothing.</summary>
    /// <param name="assembly">The assembly to look through.</param>
    /// <param name="throwOnError">Whether a class that cannot be made, or a name taken twice, throws or is left out.</param>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly.FullName!))
            {
                return;
            }

            foreach (LoadableClassAttribute attribute in assembly.GetCustomAttributes<LoadableClassAttribute>())
            {
                AddLoader(attribute, throwOnError);
            }

            AddExtensions(assembly, throwOnError);
        }
    }

    /// <summary>
    /// Registers the assembly that a model file names. A file may come from anywhere, so an assembly is loaded by that name
    /// only if it is this library's; ML.NET's own parts are in this one, and others must have been registered before.
    /// </summary>
    internal void RegisterNamedAssembly(string fullName)
    {
        AssemblyName name = ParseName(fullName);
        string simple = name.Name ?? "";
        if (InBoxAssemblies.Contains(simple) || IsRegistered(simple))
        {
            return;
        }

        if (simple != "MLNetDetection" && !simple.StartsWith("MLNetDetection.", StringComparison.Ordinal))
        {
            throw new FormatException(
                $"The model names the assembly '{fullName}', which is not loaded on a file's word. If you trust it, call "
                + $"{nameof(ComponentCatalog)}.{nameof(RegisterAssembly)} with it before loading.");
        }

        RegisterAssembly(Assembly.Load(name));
    }

    /// <summary>A new instance of the user's class with this attribute and contract name.</summary>
    internal object GetExtensionValue(Type attributeType, string contractName)
    {
        Type? type;
        lock (_lock)
        {
            _extensions.TryGetValue((attributeType, contractName), out type);
        }

        return (type == null ? null : Activator.CreateInstance(type)) ?? throw new InvalidOperationException(
            $"Unable to locate an extension for the contract '{contractName}'. Call {nameof(ComponentCatalog)}."
            + $"{nameof(RegisterAssembly)} with the assembly that contains the class marked '{attributeType.FullName}'.");
    }

    // In ComponentCatalog.Loaders.cs.
    partial void AddLoader(LoadableClassAttribute attribute, bool throwOnError);

    private void AddExtensions(Assembly assembly, bool throwOnError)
    {
        foreach (Type type in assembly.GetTypes().Where(type => type.IsClass))
        {
            foreach (ExtensionBaseAttribute attribute in type.GetCustomAttributes<ExtensionBaseAttribute>())
            {
                if (!_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type) && throwOnError)
                {
                    throw new InvalidOperationException($"An extension for '{attribute.GetType().Name}' with contract "
                        + $"'{attribute.ContractName}' has already been registered.");
                }
            }
        }
    }

    private bool IsRegistered(string simpleName)
    {
        lock (_lock)
        {
            return _assemblies.Any(known => known.StartsWith(simpleName + ",", StringComparison.Ordinal));
        }
    }

    private static AssemblyName ParseName(string fullName)
    {
        try
        {
            return new AssemblyName(fullName);
        }
        catch (Exception e) when (e is FileLoadException or ArgumentException)
        {
            throw new FormatException($"The model names an assembly by '{fullName}', which is no assembly's name.", e);
        }
    }

    private static string Normalize(string name) => name.ToLowerInvariant().Trim();
}
