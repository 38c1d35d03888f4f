using Mono.Cecil;

namespace MLNetDetection.Architecture.Tests.Rules;

/// <summary>Core knows nobody; Torch knows Core and TorchSharp and never ML.NET; MLNetDetection knows Core, Torch and ML.NET.</summary>
internal static class DependencyDirection
{
    private static readonly string[] _torchSharp = ["TorchSharp", "MLNetDetection.Runtime.TorchSharp"];
    private static readonly string[] _mlNet =
    [
        "Microsoft.ML.DataView", "Microsoft.ML.Core", "Microsoft.ML.Data", "Microsoft.ML.Transforms", "Microsoft.ML.ImageAnalytics",
        "MLNetDetection.Runtime.MLNet",
    ];

    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["MLNetDetection.Core"] = [],
        ["MLNetDetection.Torch"] = ["MLNetDetection.Core", .. _torchSharp],
        ["MLNetDetection"] = ["MLNetDetection.Core", "MLNetDetection.Torch", .. _torchSharp, .. _mlNet],
        ["mldetect"] = ["MLNetDetection.Core", "MLNetDetection.Torch", "MLNetDetection", .. _torchSharp, .. _mlNet, "Spectre.Console", "Spectre.Console.Ansi"],
        ["MLNetDetection.Runtime.MLNet"] = [],
        ["MLNetDetection.Runtime.TorchSharp"] = [],
        ["MLNetDetection.Runtime.ExtensionsML"] =
        [
            .. _mlNet, "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.ObjectPool", "Microsoft.Extensions.Options", "Microsoft.Extensions.Primitives",
        ],
    };

    /// <summary>The references of an assembly that its place forbids; the base class library is open to all.</summary>
    public static IEnumerable<string> Violations(AssemblyDefinition assembly) =>
        from reference in assembly.MainModule.AssemblyReferences
        where !IsBaseLibrary(reference.Name) && !_allowed[assembly.Name.Name].Contains(reference.Name)
        select $"{assembly.Name.Name} references {reference.Name}";

    // System.Numerics.Tensors is a package, the rest of System.* comes with .NET.
    private static bool IsBaseLibrary(string name) =>
        name is "netstandard" or "mscorlib" || (name.StartsWith("System", StringComparison.Ordinal) && name != "System.Numerics.Tensors");
}
