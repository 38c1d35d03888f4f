namespace Microsoft.ML.Runtime;

/// <summary>The environment of one component.</summary>
public interface IHost : IHostEnvironment
{
    /// <summary>The component's random generator, seeded by the context's.</summary>
    Random Rand { get; }
}
