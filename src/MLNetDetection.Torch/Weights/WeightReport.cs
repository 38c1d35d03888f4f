namespace MLNetDetection.Torch.Weights;

/// <summary>What a file of weights had for a network. Keys are the network's, but for <see cref="Unexpected"/>.</summary>
public sealed record WeightReport
{
    /// <summary>The file's format.</summary>
    public required string Format { get; init; }

    /// <summary>Whose keys the file has: "this library and torchvision", "NVIDIA SSD300", "torchvision classification".</summary>
    public required string Layout { get; init; }

    /// <summary>Tensors that were taken.</summary>
    public required IReadOnlyList<string> Matched { get; init; }

    /// <summary>Tensors of the network that the file lacks.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Keys of the file that the network lacks.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Tensors of another shape in the file, as "key: [file] instead of [network]".</summary>
    public required IReadOnlyList<string> Mismatched { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{Format}, {Layout}: {Matched.Count} matched, {Missing.Count} missing, {Unexpected.Count} unexpected, {Mismatched.Count} of another shape";
}
