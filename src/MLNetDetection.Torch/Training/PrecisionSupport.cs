using System.Runtime.Intrinsics.X86;
using MLNetDetection.Torch.Detectors;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>What a device computes faster in fewer bits.</summary>
public static class PrecisionSupport
{
    /// <summary><paramref name="wanted"/> where the device gains by it, else float32 with the reason.</summary>
    /// <exception cref="InvalidOperationException">The machine has no such device.</exception>
    public static (TrainingPrecision Precision, string? Reason) Choose(TrainingPrecision wanted, ComputeDevice computeDevice)
    {
        if (wanted == TrainingPrecision.Float32)
        {
            return (wanted, null);
        }

        Device device = computeDevice.ToTorch();
        string? reason = device.type != DeviceType.CPU
            ? Convolves(device, TypeOf(wanted)) ? null : $"the device {device} does not compute in {wanted}"
            : wanted == TrainingPrecision.Float16 ? "a processor has no use of float16"
            : ProcessorHasBFloat16() ? null : "this processor has neither avx512_bf16 nor amx_bf16";
        return (reason is null ? wanted : TrainingPrecision.Float32, reason);
    }

    internal static ScalarType TypeOf(TrainingPrecision precision) => precision switch
    {
        TrainingPrecision.BFloat16 => ScalarType.BFloat16,
        TrainingPrecision.Float16 => ScalarType.Float16,
        _ => ScalarType.Float32,
    };

    // CPUID leaf 7: amx_bf16 is bit 22 of EDX in subleaf 0, avx512_bf16 bit 5 of EAX in subleaf 1.
    private static bool ProcessorHasBFloat16()
    {
        if (!Avx512F.IsSupported || !Avx512BW.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return false;
        }

        var (subleaves, _, _, matrix) = X86Base.CpuId(7, 0);
        return (matrix & (1 << 22)) != 0 || (subleaves >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0);
    }

    private static bool Convolves(Device device, ScalarType type)
    {
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using var convolution = nn.Conv2d(8, 8, 3);
            convolution.to(device);
            convolution.to(type);
            return convolution.call(zeros([1, 8, 4, 4], type, device)).numel() > 0;
        }
        catch (Exception error) when (error is System.Runtime.InteropServices.ExternalException or InvalidOperationException)
        {
            return false;
        }
    }
}
