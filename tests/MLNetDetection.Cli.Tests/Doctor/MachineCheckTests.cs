using System.Runtime.InteropServices;
using MLNetDetection.Cli.Doctor;

namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>What mldetect doctor makes of processors, GPUs, threads and folders.</summary>
public class MachineCheckTests
{
    private static readonly ProcessorFacts _new = new(Architecture.X64, "Some CPU", 8, true, true, true, true, true);
    private static readonly GpuFacts _none = new(0, null, false, null, null);
    private static readonly GpuFacts _working = new(1, "535.86.05", true, 0, "12.2");
    private static readonly TorchAnswer _cpu = new() { Version = "2.10.0", Computes = true };

    [Fact]
    public void Processor_OfEachAge_IsJudged()
    {
        Assert.Equal(CheckState.Ok, ProcessorCheck.Of(_new).State);
        Assert.Contains("bfloat16 is fast", ProcessorCheck.Of(_new).Found);
        Assert.Contains("gain nothing", ProcessorCheck.Of(_new with { Avx512BFloat16 = false, AmxBFloat16 = false }).Found);
        MachineCheck old = ProcessorCheck.Of(_new with { Avx2 = false, Avx512 = false, Avx512BFloat16 = false, AmxBFloat16 = false });
        Assert.Equal((CheckState.Warning, true), (old.State, old.Found.Contains("too old a processor", StringComparison.Ordinal)));
        MachineCheck ancient = ProcessorCheck.Of(_new with { Sse42 = false, Avx2 = false, Avx512 = false });
        Assert.Equal((CheckState.Failed, true), (ancient.State, ancient.Found.Contains("SSE4.2", StringComparison.Ordinal)));
        Assert.Equal(CheckState.Failed, ProcessorCheck.Of(_new with { Architecture = Architecture.X86 }).State);
        Assert.Equal(CheckState.Ok, ProcessorCheck.Of(_new with { Architecture = Architecture.Arm64, Sse42 = false, Avx2 = false }).State);
    }

    [Fact]
    public void Gpu_OfEachKind_IsToldApart()
    {
        Is(CheckState.Note, "no NVIDIA GPU and no driver", GpuCheck.Of(_none, _cpu, false));
        Is(CheckState.Note, "no NVIDIA GPU and no driver", GpuCheck.Of(_none with { Devices = null }, null, null));
        Is(CheckState.Warning, "but no driver", GpuCheck.Of(_none with { Devices = 2 }, _cpu, true), "--gpus all");
        Is(CheckState.Warning, "processors only", GpuCheck.Of(_working, _cpu, false), "-p:Torch=cuda-linux");
        Is(CheckState.Warning, "too old for libtorch's CUDA", GpuCheck.Of(_working with { CudaVersion = "11.4" }, _cpu, true), "newer driver");
        Is(CheckState.Note, "finds no GPU", GpuCheck.Of(_working with { Answer = 100 }, _cpu, true));
        Is(CheckState.Warning, "different versions", GpuCheck.Of(_working with { Answer = 803 }, _cpu, true), "Restart");
        Is(CheckState.Warning, "error 999", GpuCheck.Of(_working with { Answer = 999 }, _cpu, true));
        Is(CheckState.Note, "once libtorch loads", GpuCheck.Of(_working, null, null));
        Is(CheckState.Ok, "1 CUDA device in use, driver 535.86.05, CUDA up to 12.2", GpuCheck.Of(_working, _cpu with { CudaDevices = 1 }, true));
        Is(CheckState.Warning, "no kernel image", GpuCheck.Of(_working, _cpu with { CudaDevices = 1, CudaError = "no kernel image" }, true));
    }

    [Fact]
    public void Gpu_FilesOfTheKernel_AreRead()
    {
        string folder = Directory.CreateTempSubdirectory("mldetect-pci-").FullName;
        try
        {
            Device("0000:00:1f.0", "0x8086", "0x030000");
            Device("0000:01:00.0", "0x10de", "0x030200");
            Device("0000:01:00.1", "0x10de", "0x040300"); // its sound
            Assert.Equal(1, GpuFacts.CountDevices(folder));
            Assert.Null(GpuFacts.CountDevices(Path.Combine(folder, "nowhere")));
            string version = Path.Combine(folder, "version");
            File.WriteAllText(version, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.86.05  Fri Jul 14 20:46:33 UTC 2023\nGCC version: gcc 12.2.0\n");
            Assert.Equal("535.86.05", GpuFacts.ReadDriverVersion(version));
            File.WriteAllText(version, "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build\n");
            Assert.Equal("570.124.06", GpuFacts.ReadDriverVersion(version));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Device(string name, string vendor, string kind)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "vendor"), vendor + "\n");
            File.WriteAllText(Path.Combine(folder, name, "class"), kind + "\n");
        }
    }

    [Fact]
    public void Threads_HeldBackByTheEnvironment_AreAWarning()
    {
        Assert.Equal(CheckState.Ok, ThreadCheck.Of(8, _ => null).State);
        MachineCheck few = ThreadCheck.Of(8, name => name == "OMP_NUM_THREADS" ? "1" : null);
        Assert.Equal((CheckState.Warning, true), (few.State, few.Found.Contains("OMP_NUM_THREADS=1", StringComparison.Ordinal)));
    }

    [LinuxFact]
    public void Folder_ThatTakesNoFile_IsAWarning()
    {
        Assert.Equal(CheckState.Ok, FolderCheck.Of("cache", Path.Combine(Path.GetTempPath(), "not", "yet"), "x", "y").State);
        MachineCheck check = FolderCheck.Of("cache", "/proc/mldetect", "weights cannot be kept", "Make it writable.");
        Assert.Equal((CheckState.Warning, "Make it writable."), (check.State, check.Remedy));
    }

    private static void Is(CheckState state, string found, MachineCheck check, string? remedy = null)
    {
        Assert.Equal((state, true), (check.State, check.Found.Contains(found, StringComparison.Ordinal)));
        Assert.True(remedy is null || check.Remedy!.Contains(remedy, StringComparison.Ordinal), check.Remedy);
    }
}
