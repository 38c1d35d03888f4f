namespace MLNetDetection.Torch.Training;

/// <summary>In which numbers the convolutions compute while training. Weights, norms, loss and optimizer stay float32 (Micikevicius et al. 2018).</summary>
public enum TrainingPrecision
{
    /// <summary>float32; on NVIDIA GPUs of 2020 and later convolutions multiply in TF32, as libtorch has it by default.</summary>
    Float32,

    /// <summary>
    /// bfloat16: float32's range with 8 bits of precision. About twice as fast on processors with avx512_bf16 or amx_bf16 and on GPUs
    /// of 2020 and later; elsewhere the run is in float32, as its result says.
    /// </summary>
    BFloat16,

    /// <summary>float16 with a scaled loss, on NVIDIA GPUs; on a processor the run is in float32, as its result says.</summary>
    Float16,
}
