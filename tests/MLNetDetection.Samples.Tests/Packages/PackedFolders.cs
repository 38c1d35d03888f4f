namespace MLNetDetection.Samples.Tests.Packages;

/// <summary>The packages of this runtime, made twice from nothing as build.sh does.</summary>
public sealed class PackedFolders : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-packages-").FullName;

    public PackedFolders()
    {
        foreach (string output in new[] { First, Second })
        {
            // The same place each time: what the compiler makes there is named in the symbols.
            string work = Path.Combine(Repository, "artifacts", "verify-pack");
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }

            foreach (string project in Projects())
            {
                Dotnet.Run(Repository, "pack", project, "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false", "-p:ContinuousIntegrationBuild=true", "--artifacts-path", work, "-o", output);
            }
        }
    }

    public static string Repository => SharedFolder.Repository();

    /// <summary>True where the packages stand on those of ML.NET and TorchSharp.</summary>
    public static bool OnPackages => typeof(TorchSharp.torch).Assembly.GetName().Name == "TorchSharp";

    public string First => Path.Combine(_folder, "1");

    public string Second => Path.Combine(_folder, "2");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Projects()
    {
        IEnumerable<string> ours = ["src/MLNetDetection.Core", "src/MLNetDetection.Torch", "src/MLNetDetection", "src/MLNetDetection.Cli"];
        return OnPackages ? ours : ours.Concat(["src/runtime/MLNet", "src/runtime/TorchSharp"]);
    }
}
