namespace Microsoft.ML.Runtime;

/// <summary>The environment components run in; <see cref="MLContext"/> is one.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>The classes that model files may name.</summary>
    ComponentCatalog ComponentCatalog { get; }

    /// <summary>A child for one component, with a random generator of its own.</summary>
    IHost Register(string name, int? seed = null, bool? verbose = null);
}
