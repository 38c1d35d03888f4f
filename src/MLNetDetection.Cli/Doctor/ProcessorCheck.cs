using System.Runtime.InteropServices;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Whether the processor is new enough, and what it can do beyond that.</summary>
internal static class ProcessorCheck
{
    public static MachineCheck Of(ProcessorFacts facts)
    {
        string[] features = [.. Features(facts).Where(feature => feature.Has).Select(feature => feature.Name)];
        string name = $"{facts.Model ?? facts.Architecture.ToString()}, {facts.Cores} {(facts.Cores == 1 ? "core" : "cores")}";
        string with = $"{name}; {(features.Length > 0 ? string.Join(", ", features) : "none of avx2, avx512, avx512_bf16, amx_bf16")}";
        var details = Features(facts).ToDictionary(feature => feature.Name, feature => (object?)feature.Has);
        details["architecture"] = facts.Architecture.ToString();
        details["model"] = facts.Model;
        details["cores"] = facts.Cores;
        return Judge(facts, with) with { Facts = details };
    }

    private static MachineCheck Judge(ProcessorFacts facts, string found)
    {
        const string Part = "processor";
        return facts switch
        {
            { Architecture: Architecture.Arm64 } => new(Part, CheckState.Ok, found),
            { Architecture: not Architecture.X64 } => new(Part, CheckState.Failed, $"{found}: libtorch has no build for {facts.Architecture}",
                "Use a 64-bit system on an x86-64 or Arm64 processor, and the 64-bit .NET."),
            { Sse42: false } => new(Part, CheckState.Failed, $"{found}: too old a processor; libtorch needs SSE4.2",
                "Use a processor of 2009 or later. In a virtual machine, choose the CPU model 'host' instead of a generic one; unset DOTNET_EnableHWIntrinsic."),
            { Avx2: false } => new(Part, CheckState.Warning, $"{found}: too old a processor for libtorch's fast kernels, which need avx2: training and prediction are several times slower, and some builds of libtorch end with 'Illegal instruction'",
                "Use a processor of 2013 or later (Intel Haswell, AMD Excavator). In a virtual machine, choose the CPU model 'host' instead of a generic one; unset DOTNET_EnableAVX2."),
            { Avx512BFloat16: false, AmxBFloat16: false } => new(Part, CheckState.Ok, $"{found} (training.precision=bfloat16 would gain nothing)"),
            _ => new(Part, CheckState.Ok, $"{found} (training.precision=bfloat16 is fast here)"),
        };
    }

    private static (string Name, bool Has)[] Features(ProcessorFacts facts) =>
        [("avx2", facts.Avx2), ("avx512", facts.Avx512), ("avx512_bf16", facts.Avx512BFloat16), ("amx_bf16", facts.AmxBFloat16)];
}
