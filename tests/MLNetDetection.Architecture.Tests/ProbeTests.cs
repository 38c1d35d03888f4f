using System.IO.Compression;

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
        string feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (string id in packages.Split(' '))
        {
            WritePackage(feed, id, id == "TorchSharp" ? "0.106.0" : "5.0.0");
        }

        // The target that build.sh runs; every build runs the same before it restores.
        Msbuild.Run("src/runtime/probe/Choose.proj", $"-p:RestoreSources={feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}", AnswerFile);

        Assert.StartsWith(expected + ": the package feed", File.ReadAllText(Answer), StringComparison.Ordinal);
        Assert.Equal(expected, Msbuild.Run("samples/Demo/Demo.csproj", AnswerFile, "-getProperty:DetectionRuntime").Trim());
        Assert.Equal(extensions, Msbuild.Run("samples/WebApi/WebApi.csproj", AnswerFile, "-getProperty:ExtensionsML").Trim());
    }

    [Fact]
    public void ExtensionsML_WithoutAnAnswer_IsOurSource() =>
        Assert.Equal("Source", Msbuild.Run("samples/WebApi/WebApi.csproj", AnswerFile, "-getProperty:ExtensionsML").Trim());

    [Fact]
    public void Runtime_WithoutAnAnswer_IsNuGet() =>
        Assert.Equal("NuGet", Msbuild.Run("samples/Demo/Demo.csproj", AnswerFile, "-getProperty:DetectionRuntime").Trim());

    private string AnswerFile => $"-p:DetectionRuntimeAnswerFile={Answer}";

    // An empty package: the probe only asks whether it is there.
    private static void WritePackage(string folder, string id, string version)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"<package><metadata><id>{id}</id><version>{version}</version><authors>a test</authors><description>Empty.</description></metadata></package>");
        }

        package.CreateEntry("lib/net10.0/_._").Open().Dispose();
    }
}
