using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Export;

/// <summary>How a detector is written as ONNX.</summary>
public sealed record OnnxExportOptions
{
    internal const int OldestOpset = 11;
    internal const int NewestOpset = 17;

    // protobuf messages end at 2 GiB; what is no weight takes far less than what is left here.
    private const long LargestInside = int.MaxValue - (64L << 20);

    /// <summary>The version of the operators. 11 to 17; default 13.</summary>
    public int Opset { get; set; } = 13;

    /// <summary>How far the graph goes. Default boxes and scores of every anchor.</summary>
    public OnnxEnd End { get; set; } = OnnxEnd.Boxes;

    /// <summary>What the graph takes. Default normalised float32.</summary>
    public OnnxInput Input { get; set; }

    /// <summary>Pictures in one run; at least 1, or null for any number. Default 1.</summary>
    public int? BatchSize { get; set; } = 1;

    /// <summary>True puts each BatchNorm into the convolution before it. Default true.</summary>
    public bool FoldBatchNorm { get; set; } = true;

    /// <summary>
    /// Thresholds and limits of <see cref="OnnxEnd.Detections"/>. Null takes the network's own, or those of the ML.NET model that is exported.
    /// </summary>
    public DetectOptions? Detection { get; set; }

    /// <summary>
    /// Bytes of weights up to which they stand in the .onnx file itself; above, they go to a second file of that name with ".data" behind it. At
    /// least 0 and at most the default, which protobuf sets: a little under 2 GiB.
    /// </summary>
    public long LargestFileBytes { get; set; } = LargestInside;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range; the message says which is possible.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(End) || !Enum.IsDefined(Input))
        {
            throw new ArgumentOutOfRangeException(nameof(End), $"{(int)End}, {(int)Input}", "No such end or input.");
        }

        if (Opset is < OldestOpset or > NewestOpset)
        {
            string reason = Opset > NewestOpset ? "newer than what is written" : End == OnnxEnd.Detections
                ? "too old for detections: NonMaxSuppression, TopK and CumSum are written as opset 11 has them"
                : "too old: the operators are written as opset 11 has them";
            throw new ArgumentOutOfRangeException(nameof(Opset), Opset, $"Opset {Opset} is {reason}. {OldestOpset} to {NewestOpset} are possible.");
        }

        if (BatchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize is at least 1, or null for any.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(LargestFileBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LargestFileBytes, LargestInside);
        Detection?.Validate();
    }
}
