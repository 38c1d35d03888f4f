namespace MLNetDetection.Torch.Anchors;

/// <summary>
/// Lays the same anchor shapes on every cell of a feature map, one list of shapes per map (SSD's default boxes,
/// Liu et al. 2016, section 2.2).
/// </summary>
/// <remarks>
/// The order is map, then as <see cref="AnchorLayout.Order"/> says, as the heads give their outputs. Centres lie at (i + 0.5) / cells
/// of the input's side, or at (i + 0.5) * step pixels where steps are given.
/// </remarks>
public sealed class AnchorGenerator
{
    private readonly AnchorShape[][] _shapes;

    /// <summary>A generator of the given shapes.</summary>
    /// <param name="shapesPerMap">One non-empty list per feature map; sides over 0.</param>
    /// <param name="stepsPx">Pixels between centres, one per map; null takes input side / cells.</param>
    /// <param name="clipShapes">True cuts shapes wider or higher than the input to its size, as torchvision does.</param>
    /// <exception cref="ArgumentException">An empty list, a side that is not positive, or another number of steps.</exception>
    public AnchorGenerator(IReadOnlyList<IReadOnlyList<AnchorShape>> shapesPerMap, IReadOnlyList<int>? stepsPx = null, bool clipShapes = false)
        : this(shapesPerMap, new AnchorLayout { StepsPx = stepsPx, ClipShapes = clipShapes })
    {
    }

    /// <summary>A generator of the given shapes.</summary>
    /// <param name="shapesPerMap">One non-empty list per feature map; sides over 0.</param>
    /// <param name="layout">Where they lie.</param>
    /// <exception cref="ArgumentException">An empty list, a side that is not positive, or another number of steps or offsets.</exception>
    public AnchorGenerator(IReadOnlyList<IReadOnlyList<AnchorShape>> shapesPerMap, AnchorLayout layout)
    {
        ArgumentNullException.ThrowIfNull(shapesPerMap);
        ArgumentNullException.ThrowIfNull(layout);
        if (shapesPerMap.Count == 0 || shapesPerMap.Any(shapes => shapes is null || shapes.Count == 0))
        {
            throw new ArgumentException("Every feature map needs at least one anchor shape.", nameof(shapesPerMap));
        }

        if (shapesPerMap.SelectMany(shapes => shapes).Any(s => !(s.Width > 0 && s.Height > 0 && double.IsFinite(s.Width * s.Height))))
        {
            throw new ArgumentException("The sides of an anchor are finite and over 0.", nameof(shapesPerMap));
        }

        if (layout.StepsPx is { } steps && (steps.Count != shapesPerMap.Count || steps.Any(step => step < 1)))
        {
            throw new ArgumentException($"{shapesPerMap.Count} feature maps need as many steps of at least 1 pixel.", nameof(layout));
        }

        if (layout.CentreOffsets is { } offsets && (offsets.Count != shapesPerMap.Count || offsets.Any(offset => !(offset is >= 0 and <= 1))))
        {
            throw new ArgumentException($"{shapesPerMap.Count} feature maps need as many offsets in [0, 1].", nameof(layout));
        }

        _shapes = [.. shapesPerMap.Select(shapes => layout.ClipShapes
            ? [.. shapes.Select(s => new AnchorShape(Math.Min(s.Width, 1), Math.Min(s.Height, 1)))]
            : shapes.ToArray())];
        Layout = layout with { StepsPx = layout.StepsPx?.ToArray(), CentreOffsets = layout.CentreOffsets?.ToArray() };
        AnchorsPerCell = [.. _shapes.Select(shapes => shapes.Length)];
    }

    /// <summary>Where the anchors lie.</summary>
    public AnchorLayout Layout { get; }

    /// <summary>The shapes, one list per feature map.</summary>
    public IReadOnlyList<IReadOnlyList<AnchorShape>> Shapes => _shapes;

    /// <summary>Anchors on each cell, one number per feature map.</summary>
    public IReadOnlyList<int> AnchorsPerCell { get; }

    /// <summary>
    /// SSD's own shapes: per map a square of scale k, a square of the geometric mean of scales k and k + 1, and for each
    /// ratio r boxes of ratio r and 1 / r. Equals torchvision 0.14's DefaultBoxGenerator with its clip on.
    /// </summary>
    /// <param name="aspectRatiosPerMap">Ratios besides 1, over 0; a list may be empty.</param>
    /// <param name="scales">Fractions of the input, one more than there are maps.</param>
    /// <param name="stepsPx">Pixels between centres, one per map, or null.</param>
    /// <exception cref="ArgumentException">Counts that do not fit each other, or a side that is not finite and over 0.</exception>
    public static AnchorGenerator DefaultBoxes(
        IReadOnlyList<IReadOnlyList<double>> aspectRatiosPerMap, IReadOnlyList<double> scales, IReadOnlyList<int>? stepsPx = null) =>
        DefaultBoxes(aspectRatiosPerMap, scales, new AnchorLayout { StepsPx = stepsPx, ClipShapes = true });

    /// <summary>SSD's own shapes in a layout of choice.</summary>
    /// <param name="aspectRatiosPerMap">Ratios besides 1, over 0; a list may be empty.</param>
    /// <param name="scales">Fractions of the input, one more than there are maps.</param>
    /// <param name="layout">Where they lie.</param>
    /// <exception cref="ArgumentException">Counts that do not fit each other, or a side that is not finite and over 0.</exception>
    public static AnchorGenerator DefaultBoxes(
        IReadOnlyList<IReadOnlyList<double>> aspectRatiosPerMap, IReadOnlyList<double> scales, AnchorLayout layout)
    {
        ArgumentNullException.ThrowIfNull(aspectRatiosPerMap);
        ArgumentNullException.ThrowIfNull(scales);
        if (scales.Count != aspectRatiosPerMap.Count + 1)
        {
            throw new ArgumentException($"{aspectRatiosPerMap.Count} feature maps need {aspectRatiosPerMap.Count + 1} scales, not {scales.Count}.", nameof(scales));
        }

        var shapes = new AnchorShape[aspectRatiosPerMap.Count][];
        for (int map = 0; map < shapes.Length; map++)
        {
            double scale = scales[map];
            double between = Math.Sqrt(scale * scales[map + 1]);
            var list = new List<AnchorShape> { new(scale, scale), new(between, between) };
            foreach (double ratio in aspectRatiosPerMap[map])
            {
                double root = Math.Sqrt(ratio);
                list.Add(new(scale * root, scale / root));
                list.Add(new(scale / root, scale * root));
            }

            shapes[map] = [.. list];
        }

        return new AnchorGenerator(shapes, layout);
    }

    /// <summary>
    /// Boxes of given areas and ratios that keep their form on an input that is not square: sides are
    /// size * sqrt(ratio) and size / sqrt(ratio) of sqrt(inputWidth * inputHeight).
    /// </summary>
    /// <param name="inputWidth">Pixels of the network's input; only the ratio to the height matters.</param>
    /// <param name="inputHeight">Pixels of the network's input.</param>
    /// <param name="shapesPerMap">Per map, (size, ratio) pairs: size a fraction of sqrt(width * height), ratio = width / height.</param>
    /// <exception cref="ArgumentException">Counts that do not fit each other, or a side that is not finite and over 0.</exception>
    public static AnchorGenerator SizesAndRatios(
        int inputWidth, int inputHeight, IReadOnlyList<IReadOnlyList<(double Size, double Ratio)>> shapesPerMap)
    {
        ArgumentNullException.ThrowIfNull(shapesPerMap);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputHeight, 1);
        double side = Math.Sqrt((double)inputWidth * inputHeight);
        return new AnchorGenerator([.. shapesPerMap.Select(map => map
            .Select(s => new AnchorShape(s.Size * Math.Sqrt(s.Ratio) * side / inputWidth, s.Size / Math.Sqrt(s.Ratio) * side / inputHeight))
            .ToArray())]);
    }

    /// <summary>
    /// Gluon's and D2L's MultiBoxPrior: per map every size with the first ratio, then the first size with every other ratio, so
    /// sizes + ratios - 1 shapes.
    /// </summary>
    /// <param name="inputWidth">Pixels of the network's input.</param>
    /// <param name="inputHeight">Pixels of the network's input.</param>
    /// <param name="sizesPerMap">Per map at least one size, a fraction of sqrt(width * height).</param>
    /// <param name="ratiosPerMap">Per map at least one ratio, width / height.</param>
    /// <exception cref="ArgumentException">Counts that do not fit each other, or a side that is not finite and over 0.</exception>
    public static AnchorGenerator SizesThenRatios(
        int inputWidth, int inputHeight, IReadOnlyList<IReadOnlyList<double>> sizesPerMap, IReadOnlyList<IReadOnlyList<double>> ratiosPerMap)
    {
        ArgumentNullException.ThrowIfNull(sizesPerMap);
        ArgumentNullException.ThrowIfNull(ratiosPerMap);
        if (sizesPerMap.Count != ratiosPerMap.Count || sizesPerMap.Concat(ratiosPerMap).Any(list => list is null || list.Count == 0))
        {
            throw new ArgumentException("Every feature map needs at least one size and one ratio.", nameof(ratiosPerMap));
        }

        return SizesAndRatios(inputWidth, inputHeight, [.. sizesPerMap.Zip(ratiosPerMap, (sizes, ratios) => (IReadOnlyList<(double, double)>)
            [.. sizes.Select(size => (size, ratios[0])), .. ratios.Skip(1).Select(ratio => (sizes[0], ratio))])]);
    }

    /// <summary>The anchors of one input size.</summary>
    /// <param name="inputWidth">Pixels of the network's input.</param>
    /// <param name="inputHeight">Pixels of the network's input.</param>
    /// <param name="maps">The feature maps' sizes, as many as lists of shapes.</param>
    /// <exception cref="ArgumentException">An input without pixels, or another number of maps than the generator has shapes for.</exception>
    public AnchorSet Generate(int inputWidth, int inputHeight, IReadOnlyList<FeatureMapSize> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputHeight, 1);
        if (maps.Count != _shapes.Length)
        {
            throw new ArgumentException($"The generator has shapes for {_shapes.Length} feature maps, not {maps.Count}.", nameof(maps));
        }

        var writer = new AnchorWriter(inputWidth, inputHeight, Layout, maps.Zip(_shapes, (map, shapes) => map.Cells * shapes.Length).Sum());
        for (int map = 0; map < maps.Count; map++)
        {
            writer.Begin(map, maps[map]);
            if (Layout.Order == AnchorOrder.ShapeThenCell)
            {
                foreach (AnchorShape shape in _shapes[map])
                {
                    Cells(writer, maps[map], [shape]);
                }
            }
            else
            {
                Cells(writer, maps[map], _shapes[map]);
            }
        }

        return new AnchorSet(writer.XyxyPx);
    }

    private static void Cells(AnchorWriter writer, FeatureMapSize map, ReadOnlySpan<AnchorShape> shapes)
    {
        for (int row = 0; row < map.Height; row++)
        {
            for (int column = 0; column < map.Width; column++)
            {
                foreach (AnchorShape shape in shapes)
                {
                    writer.Add(column, row, shape);
                }
            }
        }
    }
}
