using System.Reflection;

namespace Microsoft.ML.Runtime;

public sealed partial class ComponentCatalog
{
    private readonly Dictionary<(Type Signature, string Name), Loader> _loaders = [];

    /// <summary>Makes the class registered under a name; false where there is none.</summary>
    internal bool TryCreateInstance(IHostEnvironment env, Type signature, string name, out object? result, object[] extra)
    {
        Loader? loader;
        lock (_lock)
        {
            _loaders.TryGetValue((signature, Normalize(name)), out loader);
        }

        result = loader?.Invoke(env, extra);
        return loader != null;
    }

    partial void AddLoader(LoadableClassAttribute attribute, bool throwOnError)
    {
        Loader? loader = Loader.Find(attribute);
        if (loader == null)
        {
            if (throwOnError)
            {
                throw new InvalidOperationException(
                    $"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}'");
            }

            return;
        }

        foreach (string name in attribute.LoadNames)
        {
            if (!_loaders.TryAdd((attribute.SigType, Normalize(name)), loader) && throwOnError)
            {
                throw new InvalidOperationException($"The name '{name}' of '{attribute.InstanceType.Name}' is already taken.");
            }
        }
    }

    /// <summary>How one class is made: a static Create or a constructor, with or without the environment first.</summary>
    private sealed class Loader(MethodBase method, bool takesEnvironment)
    {
        private const BindingFlags AnyAccess = BindingFlags.Public | BindingFlags.NonPublic;

        public static Loader? Find(LoadableClassAttribute attribute)
        {
            Type[] parameters = attribute.SigType.GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType).ToArray();
            if (attribute.ArgType != null)
            {
                return null;
            }

            foreach (bool environment in new[] { true, false })
            {
                Type[] types = environment ? [typeof(IHostEnvironment), .. parameters] : parameters;
                MethodInfo? create = attribute.LoaderType.GetMethod("Create", AnyAccess | BindingFlags.Static, types);
                if (create != null && create.ReturnType == attribute.InstanceType)
                {
                    return new Loader(create, environment);
                }

                ConstructorInfo? constructor = attribute.LoaderType.GetConstructor(AnyAccess | BindingFlags.Instance, types);
                if (constructor != null && attribute.InstanceType.IsAssignableFrom(attribute.LoaderType))
                {
                    return new Loader(constructor, environment);
                }
            }

            return null;
        }

        public object? Invoke(IHostEnvironment env, object[] extra)
        {
            object[] arguments = takesEnvironment ? [env, .. extra] : extra;
            try
            {
                return method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(null, arguments);
            }
            catch (TargetInvocationException e) when (e.InnerException?.Data.Contains(Contracts.IsMarkedKey) == true)
            {
                // As ML.NET: what it threw itself is wrapped once more, and anything else is left as reflection gives it.
                throw Contracts.Except(null, e, "Error during class instantiation");
            }
        }
    }
}
