namespace MLNetDetection.Architecture.Tests.Rules;

/// <summary>Nobody outside src/runtime knows which runtime it is built on: no #if, no name of a runtime in sources or projects.</summary>
internal static class RuntimeKnowledge
{
    private static readonly string[] _names = ["DetectionRuntime", "MLNetDetection.Runtime", "runtime/MLNet", "runtime/TorchSharp"];

    /// <summary>Lines that choose by preprocessor or that name a runtime.</summary>
    public static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.IsInRuntime
        from line in file.Where(text => IsCondition(file, text) || (!MayName(file) && _names.Any(text.Contains)))
        select line;

    private static bool IsCondition(SourceFile file, string text) =>
        file.Path.EndsWith(".cs", StringComparison.Ordinal) && text.TrimStart().StartsWith("#if", StringComparison.Ordinal);

    // The tests of the runtime, of the architecture and of the packages' flavours are about it; the solution and the build files at the root choose it.
    private static bool MayName(SourceFile file) =>
        file.Path.StartsWith("tests/MLNetDetection.Runtime.Tests/", StringComparison.Ordinal)
        || file.Path.StartsWith("tests/MLNetDetection.Architecture.Tests/", StringComparison.Ordinal)
        || file.Path.StartsWith("tests/MLNetDetection.Samples.Tests/Packages/", StringComparison.Ordinal)
        || !file.Path.Contains('/');
}
