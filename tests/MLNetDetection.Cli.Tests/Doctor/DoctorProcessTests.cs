using System.Diagnostics;
using System.Text.Json;

namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>mldetect doctor in processes of its own, on machines made faulty.</summary>
public class DoctorProcessTests
{
    [Fact]
    public void Doctor_ThisMachine_Works()
    {
        var (code, output, errors) = ToolProcess.Run(["doctor", "--json"]);

        Assert.Equal((0, ""), (code, errors));
        JsonElement torch = Check(output, "libtorch");
        Assert.Equal("ok", torch.GetProperty("state").GetString());
        Assert.Matches(@"^\d+\.\d+", torch.GetProperty("facts").GetProperty("version").GetString());
        Assert.True(File.Exists(torch.GetProperty("facts").GetProperty("path").GetString()));
        Assert.Contains(torch.GetProperty("facts").GetProperty("runtime").GetString(), new[] { "System", "NuGet" });
        Assert.Equal("ok", Check(output, "images").GetProperty("state").GetString());
        (code, output, _) = ToolProcess.Run(["doctor"]);
        Assert.Equal(0, code);
        Assert.All(["processor", "libtorch", "threads", "gpu", "images", "cache"], part => Assert.Matches($@"(?m)^(ok|note|warning) +{part} ", output));
        Assert.DoesNotContain(output, c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    [SystemToolFact]
    public void Doctor_ToolWithoutItsNativeLibrary_SaysSo()
    {
        using var folder = new ToolFolder();
        File.Delete(folder.Bridge);

        var (code, output, _) = folder.Doctor();

        JsonElement torch = Failed(code, output);
        Assert.Contains(ToolFolder.BridgeName, torch.GetProperty("found").GetString());
        Assert.Contains("dotnet tool install", torch.GetProperty("remedy").GetString());
    }

    [PrivateMountFact]
    public void Doctor_MachineWithoutLibtorch_SaysHowToInstallIt()
    {
        int? code = PrivateMountFactAttribute.Run("libtorch*", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "mldetect.dll")}' doctor --json", out string output);

        JsonElement torch = Failed(code!.Value, output);
        Assert.Contains("no libtorch on this machine", torch.GetProperty("found").GetString());
        Assert.Contains("apt-get install libtorch-dev", torch.GetProperty("remedy").GetString());
    }

    [SystemToolFact]
    public void Doctor_LibtorchOfAnotherVersion_NamesBoth()
    {
        using var folder = new ToolFolder();
        string needed = "libtorch_cpu.so", other = "libtorch_cqu.so"; // a name that no machine has
        Assert.NotEqual(0, ToolFolder.Patch(folder.Bridge, needed, other));

        var (code, output, _) = folder.Doctor();

        JsonElement torch = Failed(code, output);
        Assert.Contains("of another version", torch.GetProperty("found").GetString());
        Assert.Contains(other, torch.GetProperty("found").GetString());
        Assert.NotEqual(0, torch.GetProperty("facts").GetProperty("found").GetArrayLength());
        Assert.Contains("LD_LIBRARY_PATH", torch.GetProperty("remedy").GetString());
    }

    [SystemToolFact]
    public void Doctor_LibtorchWithoutTheSymbols_IsOfAnotherVersion()
    {
        using var folder = new ToolFolder();
        Assert.NotEqual(0, ToolFolder.Patch(folder.Bridge, "_ZN2at", "_ZN2xt"));

        var (code, output, _) = folder.Doctor();

        JsonElement torch = Failed(code, output);
        Assert.Contains("of another version", torch.GetProperty("found").GetString());
        Assert.Contains("_ZN2xt", torch.GetProperty("found").GetString());
    }

    // The library is replaced by one that does what libtorch does on a processor it was not built for.
    [SystemToolFact]
    public void Doctor_IllegalInstruction_IsTooOldAProcessor()
    {
        using var folder = new ToolFolder();
        ReplaceByTrap(folder.Bridge);

        var (code, output, _) = folder.Doctor();

        JsonElement torch = Failed(code, output);
        Assert.Contains("too old a processor", torch.GetProperty("found").GetString());
        Assert.Contains("illegal instruction", torch.GetProperty("found").GetString());
        Assert.Equal(132, torch.GetProperty("facts").GetProperty("exit_code").GetInt32());
    }

    [LinuxFact]
    public void Doctor_ProcessorWithoutAvx2_IsAWarning()
    {
        var (code, output, _) = ToolProcess.Run(["doctor", "--json"], null, ("DOTNET_EnableAVX2", "0"));
        JsonElement processor = Check(output, "processor");
        Assert.Equal((0, "warning"), (code, processor.GetProperty("state").GetString()));
        Assert.False(processor.GetProperty("facts").GetProperty("avx2").GetBoolean());
        Assert.Contains("too old a processor", processor.GetProperty("found").GetString());
        Assert.Contains("host", processor.GetProperty("remedy").GetString());
    }

    [SystemToolFact]
    public void Commands_WithoutLibtorch_PointToDoctor()
    {
        using var folder = new ToolFolder();
        File.Delete(folder.Bridge);
        var (code, _, errors) = ToolProcess.Run(["bench", "--network", "tiny"], folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("mldetect doctor", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    private static void ReplaceByTrap(string library)
    {
        string source = library + ".c";
        File.WriteAllText(source, "__attribute__((constructor)) static void begin(void) { __builtin_trap(); }\n");
        File.Delete(library);
        using Process compiler = ToolProcess.Start("cc", ["-shared", "-fPIC", "-o", library, source]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
    }

    private static JsonElement Failed(int code, string output)
    {
        Assert.Equal(1, code);
        JsonElement torch = Check(output, "libtorch");
        Assert.Equal("FAILED", torch.GetProperty("state").GetString());
        return torch;
    }

    private static JsonElement Check(string output, string name)
    {
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name).Clone();
    }
}
