namespace MLNetDetection.Torch.Export.Format;

/// <summary>A constant of a graph.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">Of the elements.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Read">Makes the elements, row by row, little-endian, each time it is called.</param>
internal sealed record OnnxTensor(string Name, OnnxElement Type, IReadOnlyList<long> Shape, Func<byte[]> Read)
{
    public long ByteCount => Shape.Aggregate(Type switch { OnnxElement.Int64 => 8L, OnnxElement.UInt8 => 1L, _ => 4L }, (product, side) => product * side);
}
