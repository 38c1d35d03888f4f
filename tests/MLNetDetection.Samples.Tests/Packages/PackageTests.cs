using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Microsoft.ML;

namespace MLNetDetection.Samples.Tests.Packages;

/// <summary>The packages as others get them. Packing twice takes minutes, so that all of this is for verify.</summary>
[Trait("Category", "Verify")]
public sealed class PackageTests(PackedFolders packed) : IClassFixture<PackedFolders>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-scratch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pack_Twice_GivesTheSameContents()
    {
        string[] names = Names(packed.First);

        Assert.NotEmpty(names);
        Assert.Equal(names, Names(packed.Second));
        Assert.All(names, name => Assert.Equal(Contents(Path.Combine(packed.First, name)), Contents(Path.Combine(packed.Second, name))));
    }

    [Fact]
    public void Packages_Contents_NameNoFolderOfThisMachine()
    {
        string[] places = [PackedFolders.Repository, Path.GetTempPath().TrimEnd('/', '\\') + Path.DirectorySeparatorChar + "mlnetdetection", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar];
        foreach (string name in Names(packed.First))
        {
            using ZipArchive zip = ZipFile.OpenRead(Path.Combine(packed.First, name));
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                byte[] bytes = Bytes(entry);
                Assert.All(places, place => Assert.True(
                    bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) < 0 && bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(place)) < 0,
                    $"{name}, {entry.FullName} names {place}"));
            }
        }
    }

    [Fact]
    public void Packages_Manifests_SayWhatPeopleLookFor()
    {
        string[] packages = [.. Names(packed.First).Where(name => name.EndsWith(".nupkg", StringComparison.Ordinal))];
        Assert.Equal(packages.Select(name => Path.ChangeExtension(name, ".snupkg")), Names(packed.First).Except(packages));
        foreach (string name in packages)
        {
            using ZipArchive zip = ZipFile.OpenRead(Path.Combine(packed.First, name));
            ZipArchiveEntry manifest = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
            XElement metadata = XElement.Parse(Encoding.UTF8.GetString(Bytes(manifest)).TrimStart('\uFEFF')).Elements().First();
            Assert.All(["description", "authors", "license", "tags", "readme", "icon", "repository"], wanted => Assert.Contains(metadata.Elements(), element => element.Name.LocalName == wanted));
            Assert.All(["README.md", "icon.png"], wanted => Assert.Contains(zip.Entries, entry => entry.FullName == wanted));
            Assert.Contains(zip.Entries, entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && entry.FullName.Contains("net10.0", StringComparison.Ordinal));
        }
    }

    // Outside the repository, from the folder alone (on packages: and from where this machine gets ML.NET), into a cache of its own.
    [Fact]
    public void Packages_OfAFolder_TrainInAScratchProgram()
    {
        string flavour = PackedFolders.OnPackages ? "" : ".System";
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <packageSources>{(PackedFolders.OnPackages ? "" : "<clear />")}<add key="folder" value="{packed.First}" /></packageSources>
            </configuration>
            """);
        string torch = PackedFolders.OnPackages ? """<PackageReference Include="TorchSharp-cpu" Version="*" />""" : "";
        File.WriteAllText(Path.Combine(_folder, "Scratch.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="MLNetDetection{flavour}" Version="*" />{torch}</ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(PackedFolders.Repository, "samples", "QuickStart", "Program.cs"), Path.Combine(_folder, "Program.cs"));
        DrawnFolder.Shapes(Path.Combine(_folder, "my-pictures"), train: 3, test: 2);

        string output = Dotnet.Run(_folder, "run", "-c", "Release");

        Assert.StartsWith("AP ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        ITransformer model = new MLContext().Model.Load(Path.Combine(_folder, "detector.zip"), out _);
        (model as IDisposable)?.Dispose();
        Dotnet.Run(_folder, "tool", "install", "--tool-path", "tools", $"MLNetDetection.Cli{flavour}");
        Assert.Contains("ssd300_vgg16", Dotnet.Start(Path.Combine(_folder, "tools", "mldetect"), _folder, "networks"));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    // A package's own file of properties has a name that is drawn; its relations name it.
    private static SortedDictionary<string, string> Contents(string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        return new SortedDictionary<string, string>(zip.Entries
            .Where(entry => entry.FullName != "_rels/.rels" && !entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal))
            .ToDictionary(entry => entry.FullName, entry => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Bytes(entry)))), StringComparer.Ordinal);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
