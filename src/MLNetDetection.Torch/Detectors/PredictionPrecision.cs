namespace MLNetDetection.Torch.Detectors;

/// <summary>What a network's convolutions compute in while it predicts. Numbered for model files.</summary>
public enum PredictionPrecision
{
    /// <summary>Everything in 32 bits.</summary>
    Float32 = 0,

    /// <summary>
    /// Convolutions in bfloat16: half the memory, and faster where the processor has avx512_bf16 or amx_bf16. Scores and boxes stay
    /// float32; <see cref="SsdDetector.ChoosePrecision"/> says where it is not used, and why.
    /// </summary>
    BFloat16 = 1,
}
