namespace MLNetDetection.Torch.Inference;

/// <summary>A network that only predicts. Any number of threads may run it at the same time.</summary>
internal interface IPreparedNetwork : IDisposable
{
    /// <summary>Pixels to scores.</summary>
    /// <param name="input">At least [count, H, W, 3], normalised.</param>
    /// <param name="count">Pictures.</param>
    /// <param name="logits">Receives [count, A, K].</param>
    /// <param name="deltas">Receives [count, A, 4].</param>
    void Run(float[] input, int count, float[] logits, float[] deltas);
}
