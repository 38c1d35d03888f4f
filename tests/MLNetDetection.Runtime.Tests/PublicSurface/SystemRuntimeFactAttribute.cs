using System.Reflection;

namespace MLNetDetection.Runtime.Tests.PublicSurface;

/// <summary>A fact about our own runtime assemblies: on the NuGet runtime it skips, visibly.</summary>
public sealed class SystemRuntimeFactAttribute : FactAttribute
{
    public SystemRuntimeFactAttribute()
    {
        if (Assemblies.Any(assembly => !IsOurs(assembly)))
        {
            Skip = "This build uses the packages, not src/runtime.";
        }
    }

    internal static IEnumerable<Assembly> Assemblies =>
        [typeof(TorchSharp.torch).Assembly, typeof(Microsoft.ML.MLContext).Assembly, typeof(Microsoft.Extensions.ML.MLOptions).Assembly];

    private static bool IsOurs(Assembly assembly) =>
        assembly.GetName().Name!.StartsWith("MLNetDetection.Runtime.", StringComparison.Ordinal);
}
