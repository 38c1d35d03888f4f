namespace MLNetDetection.Torch.Coding;

/// <summary>A coder in a model file: byte kind (0 centre-size, 1 corner-size, 2 TBLR), byte count, then as many float64.</summary>
internal static class BoxCoderFormat
{
    /// <exception cref="NotSupportedException">The coder is a caller's own.</exception>
    public static void Write(BinaryWriter writer, IBoxCoder coder)
    {
        (byte kind, double[] numbers) = coder switch
        {
            BoxCoder centre => ((byte)0, (double[])[.. centre.Numbers]),
            CornerSizeCoder corner => ((byte)1, [corner.Deviation]),
            TblrCoder tblr => ((byte)2, [tblr.Normaliser]),
            _ => throw new NotSupportedException($"A model file holds the library's own coders; {coder.GetType().Name} is none of them."),
        };
        writer.Write(kind);
        writer.Write((byte)numbers.Length);
        foreach (double number in numbers)
        {
            writer.Write(number);
        }
    }

    /// <exception cref="InvalidDataException">A coder that this version does not know, or numbers that make none.</exception>
    public static IBoxCoder Read(BinaryReader reader)
    {
        byte kind = reader.ReadByte();
        double[] numbers = new double[reader.ReadByte()];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.ReadDouble();
        }

        return (kind, numbers.Length) switch
        {
            (0, 8) when numbers.All(double.IsFinite) && numbers[..4].All(w => w > 0) => new BoxCoder(numbers.AsSpan(0, 4), numbers.AsSpan(4)),
            (1, 1) => new CornerSizeCoder(numbers[0]),
            (2, 1) => new TblrCoder(numbers[0]),
            _ => throw new InvalidDataException($"The model file names box coder {kind} with {numbers.Length} numbers, which this version does not know."),
        };
    }
}
