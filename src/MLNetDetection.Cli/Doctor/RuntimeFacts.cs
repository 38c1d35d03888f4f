using System.Runtime.InteropServices;
using TorchSharp;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Which TorchSharp the tool runs on, and what is to be done for it.</summary>
/// <param name="Assembly">The name of the assembly that holds TorchSharp's types.</param>
internal sealed record RuntimeFacts(string Assembly)
{
    private const string Packages = "TorchSharp";

    // Asks for a type's assembly, which loads no native library.
    public static RuntimeFacts Read() => new(typeof(torch).Assembly.GetName().Name!);

    /// <summary>True for the packages of Microsoft.ML and TorchSharp.</summary>
    public bool IsNuGet => Assembly == Packages;

    public string Name => IsNuGet ? "NuGet" : "System";

    /// <summary>The file name of the library between .NET and libtorch.</summary>
    public string Bridge => FileName(IsNuGet ? "LibTorchSharp" : "mlnetdetection_torch");

    public string HowToInstall => IsNuGet
        ? "Build the tool with its libtorch: -p:Torch=cpu, cuda-linux or cuda-windows (packages TorchSharp-cpu, TorchSharp-cuda-linux, TorchSharp-cuda-windows); in a program of yours, reference one of them."
        : "Install libtorch: on Debian and Ubuntu apt-get install libtorch-dev, elsewhere PyTorch's libtorch archive; where it does not lie in the loader's places, set LD_LIBRARY_PATH to its lib folder. Then build the tool with ./build.sh pack (CMAKE_PREFIX_PATH names a libtorch of your own).";

    public string HowToMatch => IsNuGet
        ? "Unset LD_LIBRARY_PATH where it names another libtorch, and take TorchSharp and TorchSharp-cpu (or -cuda-...) of one version; then install the tool again."
        : "Unset LD_LIBRARY_PATH where it names another libtorch, or build the tool again against the one that is here: ./build.sh pack (CMAKE_PREFIX_PATH names a libtorch of your own).";

    public string HowToReinstall => "Install the tool again: dotnet tool uninstall and dotnet tool install, from a package that ./build.sh pack made on a machine of this kind.";

    /// <summary>Where the bridge lies beside the tool; null where it does not.</summary>
    public string? FindBridge() => new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), Portable() }
        .Select(folder => Path.Combine(folder, Bridge)).FirstOrDefault(File.Exists);

    // NuGet's folders are named linux-x64, also on a system that calls itself debian.12-x64.
    private static string Portable() => Path.Combine(AppContext.BaseDirectory, "runtimes",
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native");

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
