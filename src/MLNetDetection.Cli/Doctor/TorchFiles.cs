using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Looks for libtorch where loaders, packages and people put it, without loading any.</summary>
internal static partial class TorchFiles
{
    private const int LongestVersionFile = 200;

    private static readonly string[] _names = ["libtorch_cpu.so", "libtorch_cpu.dylib", "torch_cpu.dll"];

    /// <summary>Every libtorch in the usual places, each once, in the order in which a loader would meet them.</summary>
    public static IReadOnlyList<TorchFile> Find() => In(Folders());

    public static IReadOnlyList<TorchFile> In(IEnumerable<string> folders) =>
    [
        .. folders.Where(Directory.Exists).SelectMany(Files).Select(path => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path)
            .Distinct().Where(File.Exists).Select(path => new TorchFile(path, VersionOf(path), HasCuda(path))),
    ];

    /// <summary>Whether the CUDA part of a libtorch lies beside it.</summary>
    public static bool HasCuda(string path) => Path.GetDirectoryName(path) is { } folder
        && Directory.EnumerateFiles(folder, "*torch_cuda*").Any();

    private static IEnumerable<string> Files(string folder)
    {
        try
        {
            return _names.SelectMany(name => Directory.EnumerateFiles(folder, name + "*")).Order(StringComparer.Ordinal).ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Folders()
    {
        string rid = RuntimeInformation.RuntimeIdentifier, home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        return
        [
            AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", rid, "native"),
            .. Listed("LD_LIBRARY_PATH"), .. Listed("DYLD_LIBRARY_PATH"), .. OperatingSystem.IsWindows() ? Listed("PATH") : [],
            .. Listed("CMAKE_PREFIX_PATH").Select(prefix => Path.Combine(prefix, "lib")),
            $"/usr/lib/{architecture}-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/libtorch/lib", "/opt/homebrew/lib",
            .. Below(packages, "libtorch-*").SelectMany(package => Below(package, "*")).Select(version => Path.Combine(version, "runtimes", rid, "native")),
        ];
    }

    private static string[] Below(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern) : [];

    private static string[] Listed(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // The file's name (Debian), a package's folder (NuGet), the file build-version (libtorch's archives), or torch/version.py (Python's).
    private static string? VersionOf(string path)
    {
        if (NameVersion().Match(path) is { Success: true } name)
        {
            return name.Groups[1].Value;
        }

        if (PackageVersion().Match(path.Replace('\\', '/')) is { Success: true } package)
        {
            return package.Groups[1].Value;
        }

        string above = Path.GetDirectoryName(Path.GetDirectoryName(path)) ?? "";
        foreach (string file in (string[])[Path.Combine(above, "build-version"), Path.Combine(above, "version.py")])
        {
            if (File.Exists(file) && new FileInfo(file).Length < 100 * LongestVersionFile && AnyVersion().Match(File.ReadAllText(file)) is { Success: true } written)
            {
                return written.Groups[1].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\.so\.(\d+\.\d+(?:\.\d+)*)$")]
    private static partial Regex NameVersion();

    [GeneratedRegex(@"/libtorch-[a-z0-9.-]+/(\d+\.\d+[\d.]*)/")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"(\d+\.\d+\.\d+\S*?)['""\s]")]
    private static partial Regex AnyVersion();
}
