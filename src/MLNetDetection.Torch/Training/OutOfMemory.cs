using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Training;

/// <summary>Tells that memory ran out, and finds the batch for which it suffices.</summary>
internal static class OutOfMemory
{
    // libtorch's allocators tell it in words only: the CPU's on Linux and on Windows, CUDA's, and cuDNN's and cuBLAS's workspaces.
    private static readonly string[] _words =
    [
        "can't allocate memory", "not enough memory", "out of memory", "CUDNN_STATUS_ALLOC_FAILED", "CUBLAS_STATUS_ALLOC_FAILED",
    ];

    public static bool Is(Exception error) => error is OutOfMemoryException
        || (error is ExternalException or InvalidOperationException && _words.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The error to throw instead: it says for how many images memory suffices, as trials show.</summary>
    /// <param name="error">What torch threw.</param>
    /// <param name="batch">The step's.</param>
    /// <param name="attempt">Goes forward and backward with a batch.</param>
    public static TrainingOutOfMemoryException Explain(Exception error, TrainingBatch batch, Action<TrainingBatch> attempt)
    {
        int fitting = batch.Count / 2;
        while (fitting > 0 && !Fits(batch.First(fitting), attempt))
        {
            fitting /= 2;
        }

        string size = $"{batch.Shape.Width}x{batch.Shape.Height}";
        string advice = fitting > 0
            ? $"A batch of {fitting} fits: set {nameof(TrainingOptions.BatchSize)} to {fitting}, or {nameof(TrainingOptions.GradientAccumulation)} to {(batch.Count + fitting - 1) / fitting}."
            : "Not even one image fits: take a smaller input or a smaller network.";
        return new TrainingOutOfMemoryException(
            $"There is not enough memory for a step of {batch.Count} images of {size} pixels. {advice} ({FirstLine(error)})", batch.Count, fitting, error);
    }

    private static bool Fits(TrainingBatch batch, Action<TrainingBatch> attempt)
    {
        try
        {
            attempt(batch);
            return true;
        }
        catch (Exception error) when (error is ExternalException or InvalidOperationException or ArgumentException or OutOfMemoryException)
        {
            return false; // a batch of one may also be too small for BatchNorm
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];
}
