namespace Microsoft.ML;

/// <summary>Says that a class of this assembly can be made from a saved model, and under which names.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableClassAttribute : Attribute
{
    /// <summary>A class that loads itself: a static <c>Create</c>, or a constructor, with the signature's parameters.</summary>
    public LoadableClassAttribute(Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : this(instType, instType, argType, sigType, userName, loadNames)
    {
    }

    /// <summary>A class that another class, <paramref name="loaderType"/>, loads.</summary>
    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName,
        params string[] loadNames)
    {
        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SigType = sigType;
        LoadNames = loadNames.Length == 0 ? [userName] : loadNames;
    }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type? ArgType { get; }

    public Type SigType { get; }

    public string[] LoadNames { get; }
}
