namespace MLNetDetection.Torch.Anchors;

/// <summary>A generator in a model file.</summary>
/// <remarks>
/// Layout: byte maps; per map byte shapes, then float64 width and height of each; byte flags (1 shapes clipped, 2 centres
/// clamped, 4 boxes clipped, 8 float32, 16 shape before cell, 32 steps follow, 64 offsets follow); per map int32 step; per map
/// float64 offset.
/// </remarks>
internal static class AnchorGeneratorFormat
{
    private const byte Steps = 32;
    private const byte Offsets = 64;

    public static void Write(BinaryWriter writer, AnchorGenerator generator)
    {
        AnchorLayout layout = generator.Layout;
        writer.Write(checked((byte)generator.Shapes.Count));
        foreach (IReadOnlyList<AnchorShape> shapes in generator.Shapes)
        {
            writer.Write(checked((byte)shapes.Count));
            foreach (AnchorShape shape in shapes)
            {
                writer.Write(shape.Width);
                writer.Write(shape.Height);
            }
        }

        writer.Write((byte)((layout.ClipShapes ? 1 : 0) | (layout.ClampCentres ? 2 : 0) | (layout.ClipBoxes ? 4 : 0) | (layout.Single ? 8 : 0)
            | (layout.Order == AnchorOrder.ShapeThenCell ? 16 : 0) | (layout.StepsPx is null ? 0 : Steps) | (layout.CentreOffsets is null ? 0 : Offsets)));
        foreach (int step in layout.StepsPx ?? [])
        {
            writer.Write(step);
        }

        foreach (double offset in layout.CentreOffsets ?? [])
        {
            writer.Write(offset);
        }
    }

    /// <exception cref="ArgumentException">The numbers make no generator.</exception>
    public static AnchorGenerator Read(BinaryReader reader)
    {
        var shapes = new AnchorShape[reader.ReadByte()][];
        for (int map = 0; map < shapes.Length; map++)
        {
            shapes[map] = new AnchorShape[reader.ReadByte()];
            for (int i = 0; i < shapes[map].Length; i++)
            {
                shapes[map][i] = new AnchorShape(reader.ReadDouble(), reader.ReadDouble());
            }
        }

        byte flags = reader.ReadByte();
        int[]? steps = (flags & Steps) == 0 ? null : [.. shapes.Select(_ => reader.ReadInt32())];
        double[]? offsets = (flags & Offsets) == 0 ? null : [.. shapes.Select(_ => reader.ReadDouble())];
        return new AnchorGenerator(shapes, new AnchorLayout
        {
            StepsPx = steps,
            CentreOffsets = offsets,
            ClipShapes = (flags & 1) != 0,
            ClampCentres = (flags & 2) != 0,
            ClipBoxes = (flags & 4) != 0,
            Single = (flags & 8) != 0,
            Order = (flags & 16) != 0 ? AnchorOrder.ShapeThenCell : AnchorOrder.CellThenShape,
        });
    }
}
