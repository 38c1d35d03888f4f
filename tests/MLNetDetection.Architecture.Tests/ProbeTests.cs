using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MLNetDetection.Architecture.Tests;

/// <summary>Which runtime a build takes, on a feed that has the packages and on one that lacks them.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-probe-").FullName;

    private string Answer => Path.Combine(_folder, "runtime.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Microsoft.ML Microsoft.ML.ImageAnalytics TorchSharp Microsoft.Extensions.ML", "NuGet", "Package")]
    [InlineData("Microsoft.ML Microsoft.ML.ImageAnalytics TorchSharp", "NuGet", "Source")]
    [InlineData("Microsoft.Extensions.ML", "System", "Source")]
    public void Choose_OfAFeed_DecidesScriptsAndBuildsAlike(string packages, string expected, string extensions)
    {
        Choose(WriteFeed(packages.Split(' ')));

        Assert.StartsWith(expected + ": the package feed", File.ReadAllText(Answer), StringComparison.Ordinal);
        Assert.Equal(expected, Msbuild.Run("samples/Demo/Demo.csproj", AnswerFile, "-getProperty:DetectionRuntime").Trim());
        Assert.Equal(extensions, Msbuild.Run("samples/WebApi/WebApi.csproj", AnswerFile, "-getProperty:ExtensionsML").Trim());
    }

    [LinuxFact]
    public void Choose_PackagesWhoseNativeLibraryCannotLoadHere_IsSystem()
    {
        string feed = WriteFeed(["Microsoft.ML", "Microsoft.ML.ImageAnalytics", "TorchSharp"], NativeLibraryOfTomorrow());

        Choose(feed);

        Assert.Equal(
            "System: TorchSharp's native library does not load on this machine: its C++ runtime lacks GLIBCXX_99.9", File.ReadLines(Answer).First());
    }

    [Fact]
    public void ExtensionsML_WithoutAnAnswer_IsOurSource() =>
        Assert.Equal("Source", Msbuild.Run("samples/WebApi/WebApi.csproj", AnswerFile, "-getProperty:ExtensionsML").Trim());

    [Fact]
    public void Runtime_WithoutAnAnswer_IsNuGet() =>
        Assert.Equal("NuGet", Msbuild.Run("samples/Demo/Demo.csproj", AnswerFile, "-getProperty:DetectionRuntime").Trim());

    private string AnswerFile => $"-p:DetectionRuntimeAnswerFile={Answer}";

    // The target that build.sh runs; every build runs the same before it restores.
    private void Choose(string feed) =>
        Msbuild.Run("src/runtime/probe/Choose.proj", $"-p:RestoreSources={feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}", AnswerFile);

    private string WriteFeed(string[] ids, string? torchLibrary = null)
    {
        string feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (string id in ids)
        {
            WritePackage(feed, id, id == "TorchSharp" ? "0.106.0" : "5.0.0", id == "TorchSharp" ? torchLibrary : null);
        }

        return feed;
    }

    // A library that asks libstdc++ for a version that no libstdc++ has.
    private string NativeLibraryOfTomorrow()
    {
        string library = Path.Combine(_folder, "libLibTorchSharp.so"), runtime = Path.Combine(_folder, "libstdc++.so.6");
        File.WriteAllText(Path.Combine(_folder, "versions.map"), "GLIBCXX_99.9 { of_tomorrow; };");
        Compile("int of_tomorrow(void) { return 1; }", runtime, "-Wl,-soname,libstdc++.so.6", $"-Wl,--version-script={Path.Combine(_folder, "versions.map")}");
        Compile("int of_tomorrow(void); int today(void) { return of_tomorrow(); }", library, runtime);
        File.Delete(runtime);
        return library;
    }

    private void Compile(string source, string output, params string[] arguments)
    {
        string file = Path.Combine(_folder, "source.c");
        File.WriteAllText(file, source);
        using Process process = Process.Start("cc", ["-shared", "-fPIC", "-o", output, file, .. arguments]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    // An empty package but for its native library: the probe only asks whether it is there and loads.
    private static void WritePackage(string folder, string id, string version, string? nativeLibrary)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"<package><metadata><id>{id}</id><version>{version}</version><authors>a test</authors><description>Empty.</description></metadata></package>");
        }

        package.CreateEntry("lib/net10.0/_._").Open().Dispose();
        if (nativeLibrary is not null)
        {
            package.CreateEntryFromFile(nativeLibrary, $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/{Path.GetFileName(nativeLibrary)}");
        }
    }
}
