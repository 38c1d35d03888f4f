using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MLNetDetection.Cli.Doctor;

/// <summary>The processor, as .NET and its own CPUID tell.</summary>
/// <param name="Architecture">Of this process.</param>
/// <param name="Model">Its name; null where the system does not tell.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="Sse42">x86-64's instructions of 2008.</param>
/// <param name="Avx2">x86-64's instructions of 2013, which libtorch's faster kernels and oneDNN are written for.</param>
/// <param name="Avx512">Twice as wide.</param>
/// <param name="Avx512BFloat16">Products of bfloat16.</param>
/// <param name="AmxBFloat16">Tiles of bfloat16.</param>
internal sealed record ProcessorFacts(
    Architecture Architecture, string? Model, int Cores, bool Sse42, bool Avx2, bool Avx512, bool Avx512BFloat16, bool AmxBFloat16)
{
    private const int FeatureLeaf = 7;
    private const int AmxBFloat16Bit = 22;
    private const int Avx512BFloat16Bit = 5;

    public static ProcessorFacts Read()
    {
        (bool avx512BFloat16, bool amx) = Avx512F.IsSupported ? ReducedPrecision() : (false, false);
        return new ProcessorFacts(
            RuntimeInformation.ProcessArchitecture, ModelName(), Environment.ProcessorCount, System.Runtime.Intrinsics.X86.Sse42.IsSupported,
            System.Runtime.Intrinsics.X86.Avx2.IsSupported,
            Avx512F.IsSupported && Avx512BW.IsSupported, avx512BFloat16, amx);
    }

    // CPUID leaf 7: amx_bf16 is bit 22 of EDX in subleaf 0, avx512_bf16 bit 5 of EAX in subleaf 1.
    private static (bool Avx512, bool Amx) ReducedPrecision()
    {
        if (X86Base.CpuId(0, 0).Eax < FeatureLeaf)
        {
            return (false, false);
        }

        var (subleaves, _, _, edx) = X86Base.CpuId(FeatureLeaf, 0);
        return (subleaves >= 1 && (X86Base.CpuId(FeatureLeaf, 1).Eax & (1 << Avx512BFloat16Bit)) != 0, (edx & (1 << AmxBFloat16Bit)) != 0);
    }

    private static string? ModelName()
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
