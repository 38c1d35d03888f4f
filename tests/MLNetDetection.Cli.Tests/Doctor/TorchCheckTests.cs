using MLNetDetection.Cli.Doctor;

namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>What mldetect doctor makes of the ways in which libtorch can fail.</summary>
public class TorchCheckTests
{
    private const string Missing = "DllNotFoundException: Unable to load shared library 'mlnetdetection_torch' or one of its dependencies.\n"
        + "libtorch_cpu.so.1.13: cannot open shared object file: No such file or directory\n"
        + "/tool/mlnetdetection_torch.so: cannot open shared object file: No such file or directory\n"
        + "/tool/libmlnetdetection_torch: cannot open shared object file: No such file or directory";

    private static readonly RuntimeFacts _system = new("Another.TorchSharp");
    private static readonly RuntimeFacts _nuget = new("TorchSharp");
    private static readonly TorchFile _newer = new("/usr/lib/libtorch_cpu.so.2.6", "2.6", false);

    [Fact]
    public void Of_NoLibtorchAnywhere_SaysHowToInstallIt()
    {
        MachineCheck check = TorchCheck.Of(_system, new TorchTrial(null, Missing, 1), "/tool/bridge.so", []);
        Assert.Equal(CheckState.Failed, check.State);
        Assert.Contains("no libtorch on this machine: libtorch_cpu.so.1.13", check.Found);
        Assert.Contains("apt-get install libtorch-dev", check.Remedy);
        Assert.Contains("TorchSharp-cpu", TorchCheck.Of(_nuget, new TorchTrial(null, Missing, 1), "/tool/bridge.so", []).Remedy);
    }

    [Fact]
    public void Of_AnotherLibtorch_NamesWhatIsWantedAndWhatIsThere()
    {
        MachineCheck check = TorchCheck.Of(_system, new TorchTrial(null, Missing, 1), "/tool/bridge.so", [_newer]);
        Assert.Contains("of another version", check.Found);
        Assert.Contains("libtorch_cpu.so.1.13", check.Found);
        Assert.Contains("libtorch 2.6 (/usr/lib/libtorch_cpu.so.2.6)", check.Found);
        Assert.Contains("CMAKE_PREFIX_PATH", check.Remedy);
    }

    [Theory]
    [InlineData("DllNotFoundException: /tool/libmlnetdetection_torch.so: undefined symbol: _ZN2at4_ops3add4callERKNS_6TensorES4_RKN3c106ScalarE", 1)]
    [InlineData("EntryPointNotFoundException: Unable to find an entry point named 'THSTensor_new'", 1)]
    [InlineData("dotnet: symbol lookup error: /tool/libmlnetdetection_torch.so: undefined symbol: _ZN3c105ErrorC2E", 127)]
    [InlineData("", 139)]
    [InlineData("terminate called after throwing an instance of 'c10::Error'", 134)]
    public void Of_SymbolsThatDoNotFit_IsAnotherVersion(string error, int code) =>
        Assert.Contains("of another version", TorchCheck.Of(_system, new TorchTrial(null, error, code), "/tool/bridge.so", [_newer]).Found);

    [Theory]
    [InlineData(132)]
    [InlineData(unchecked((int)0xC000001D))]
    public void Of_AnIllegalInstruction_IsTooOldAProcessor(int code) =>
        Assert.Contains("too old a processor", TorchCheck.Of(_nuget, new TorchTrial(null, "", code), "/tool/bridge.so", [_newer]).Found);

    [Fact]
    public void Of_AnotherLibraryMissing_NamesIt()
    {
        const string Error = "DllNotFoundException: libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory";
        MachineCheck check = TorchCheck.Of(_nuget, new TorchTrial(null, Error, 1), "/tool/bridge.so", [_newer]);
        Assert.Contains("needs libgomp-98b21ff3.so.1", check.Found);
    }

    [Fact]
    public void Of_NoBridge_SaysToInstallTheToolAgain()
    {
        MachineCheck check = TorchCheck.Of(_nuget, new TorchTrial(null, Missing, 1), null, [_newer]);
        Assert.Contains("LibTorchSharp", check.Found);
        Assert.Contains("dotnet tool install", check.Remedy);
    }

    [Fact]
    public void Of_AnAnswer_IsJudgedByItsConvolution()
    {
        var answer = new TorchAnswer { Version = "2.10.0", Path = "/x/libtorch_cpu.so", Threads = 8, Computes = true };
        Assert.Equal(CheckState.Ok, TorchCheck.Of(_nuget, new TorchTrial(answer, null, 0), "b", []).State);
        Assert.Equal(CheckState.Failed, TorchCheck.Of(_nuget, new TorchTrial(answer with { Computes = false }, null, 0), "b", []).State);
    }

    [Fact]
    public void Files_InFolders_AreFoundWithTheirVersions()
    {
        string folder = Directory.CreateTempSubdirectory("mldetect-torch-").FullName;
        try
        {
            string debian = Make("lib/libtorch_cpu.so.1.13.0"), package = Make("libtorch-cpu-linux-x64/2.10.0/native/libtorch_cpu.so"), archive = Make("libtorch/lib/libtorch_cpu.so"), unknown = Make("other/libtorch_cpu.so");
            File.WriteAllText(Path.Combine(folder, "libtorch", "build-version"), "2.5.1+cu121\n");
            Make("libtorch/lib/libtorch_cuda.so");
            IReadOnlyList<TorchFile> found = TorchFiles.In([.. new[] { debian, package, archive, unknown }.Select(path => Path.GetDirectoryName(path)!), Path.Combine(folder, "nowhere")]);
            Assert.Equal([(debian, "1.13.0", false), (package, "2.10.0", false), (archive, "2.5.1+cu121", true), (unknown, null, false)], found.Select(file => (file.Path, file.Version, file.HasCuda)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Make(string name)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
            return path;
        }
    }
}
