namespace MLNetDetection.Architecture.Tests;

/// <summary>The repository that these tests were built from, and its built libraries.</summary>
internal static class Repository
{
    private static readonly string[] _skippedFolders = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", "__pycache__"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The libraries of src, by simple name.</summary>
    public static IReadOnlyList<string> Libraries { get; } = ["MLNetDetection.Core", "MLNetDetection.Torch", "MLNetDetection"];

    /// <summary>The System runtime's assemblies that lie beside this test; none when it was built on the packages.</summary>
    public static IReadOnlyList<string> RuntimeLibraries { get; } =
        [.. new[] { "MLNetDetection.Runtime.MLNet", "MLNetDetection.Runtime.TorchSharp", "MLNetDetection.Runtime.ExtensionsML" }.Where(name => File.Exists(PathOfAssembly(name)))];

    /// <summary>Where a referenced assembly lies.</summary>
    public static string PathOfAssembly(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    /// <summary>Every source file with its path relative to the root, '/' between folders; outputs and hidden folders left out.</summary>
    public static IEnumerable<SourceFile> Files(params string[] extensions) =>
        Walk(new DirectoryInfo(Root))
            .Where(file => extensions.Length == 0 || extensions.Contains(file.Extension))
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllLines(file.FullName)));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            yield return file;
        }

        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            if (_skippedFolders.Contains(child.Name) || (child.Name.StartsWith('.') && child.Name != ".ci"))
            {
                continue;
            }

            foreach (FileInfo file in Walk(child))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MLNetDetection.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MLNetDetection.sln is in no folder above the tests");
    }
}
