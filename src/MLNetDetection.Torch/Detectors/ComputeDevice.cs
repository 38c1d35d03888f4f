using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Detectors;

/// <summary>Where a detector computes.</summary>
public readonly record struct ComputeDevice
{
    private const int BestIndex = -2;

    // 0 is the CPU, so that the default value is; i + 1 is CUDA device i.
    private readonly int _code;

    private ComputeDevice(int code) => _code = code;

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu => new(0);

    /// <summary>The first CUDA device where there is one, else the processor.</summary>
    public static ComputeDevice Best => new(BestIndex);

    /// <summary>A CUDA device.</summary>
    /// <param name="index">From 0.</param>
    public static ComputeDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new ComputeDevice(index + 1);
    }

    /// <summary>True where the machine has it.</summary>
    public bool IsAvailable => _code is 0 or BestIndex || (cuda.is_available() && _code <= cuda.device_count());

    /// <summary>"cpu", "best", or "cuda:0".</summary>
    public override string ToString() => _code == 0 ? "cpu" : _code == BestIndex ? "best" : $"cuda:{_code - 1}";

    /// <exception cref="InvalidOperationException">The machine has no such device.</exception>
    internal Device ToTorch()
    {
        if (_code == 0 || (_code == BestIndex && !cuda.is_available()))
        {
            return CPU;
        }

        int index = Math.Max(0, _code - 1);
        return cuda.is_available() && index < cuda.device_count()
            ? torch.device($"cuda:{index}")
            : throw new InvalidOperationException($"There is no device '{this}' here; torch sees {(cuda.is_available() ? cuda.device_count() : 0)} CUDA devices.");
    }
}
