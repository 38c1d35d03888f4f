using System.Text.Json;

namespace MLNetDetection.Architecture.Tests;

/// <summary>What the projects reference on each runtime, by evaluating them as a build would, without restoring.</summary>
public class FlavourTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda-windows")]
    [InlineData("cuda-linux")]
    public void Packages_OfAnExecutableOnNuGet_BringTheChosenLibtorch(string torch)
    {
        string[] packages = Packages("samples/Demo/Demo.csproj", "-p:DetectionRuntime=NuGet", $"-p:Torch={torch}");

        Assert.Superset(new HashSet<string> { "Microsoft.ML", "Microsoft.ML.ImageAnalytics", "TorchSharp" }, packages.ToHashSet());
        Assert.Equal([$"TorchSharp-{torch}"], packages.Where(package => package.StartsWith("TorchSharp-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_OfALibraryOnNuGet_LeaveLibtorchToItsUser()
    {
        string[] packages = Packages("src/MLNetDetection.Torch/MLNetDetection.Torch.csproj", "-p:DetectionRuntime=NuGet");

        Assert.Contains("TorchSharp", packages);
        Assert.DoesNotContain(packages, package => package.StartsWith("TorchSharp-", StringComparison.Ordinal) || package.StartsWith("Microsoft.ML", StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_OnSystem_AreNoneOfTheRealOnes() =>
        Assert.DoesNotContain(
            Packages("samples/Demo/Demo.csproj", "-p:DetectionRuntime=System"),
            package => package.StartsWith("Microsoft.ML", StringComparison.Ordinal) || package.StartsWith("TorchSharp", StringComparison.Ordinal));

    [Theory]
    [InlineData("NuGet", "Package", true)]
    [InlineData("NuGet", "Source", false)]
    [InlineData("System", "Source", false)]
    public void PooledEngines_OfTheWebSample_ComeFromThePackageOrFromOurSource(string runtime, string source, bool isPackage)
    {
        string[] arguments = [$"-p:DetectionRuntime={runtime}", $"-p:ExtensionsML={source}"];

        Assert.Equal(isPackage, Packages("samples/WebApi/WebApi.csproj", arguments).Contains("Microsoft.Extensions.ML"));
        Assert.Equal(!isPackage, Msbuild.Run("samples/WebApi/WebApi.csproj", [.. arguments, "-getItem:ProjectReference"]).Contains("MLNetDetection.Runtime.ExtensionsML", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NuGet", "MLNetDetection")]
    [InlineData("System", "MLNetDetection.System")]
    public void PackageId_OfTheLibrary_NamesTheFlavour(string runtime, string id) =>
        Assert.Equal(id, Msbuild.Run("src/MLNetDetection/MLNetDetection.csproj", $"-p:DetectionRuntime={runtime}", "-getProperty:PackageId").Trim());

    [Fact]
    public void Version_OfTorchSharp_CanBeMoved() =>
        Assert.Equal("0.102.7", Msbuild.Run("src/MLNetDetection.Torch/MLNetDetection.Torch.csproj", "-p:DetectionRuntime=NuGet", "-p:TorchSharpVersion=0.102.7", "-getProperty:TorchSharpVersion").Trim());

    private static string[] Packages(string project, params string[] arguments)
    {
        using JsonDocument answer = JsonDocument.Parse(Msbuild.Run(project, [.. arguments, "-getItem:PackageReference"]));
        return [.. answer.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
