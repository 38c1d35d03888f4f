namespace MLNetDetection.Torch.Anchors;

/// <summary>Anchors as mmdetection describes them, in pixels of the network's input; ratios are height / width there.</summary>
public static class MMDetectionAnchors
{
    /// <summary>
    /// Base sizes by scales and ratios, centres on the strides from the input's corner on: AnchorGenerator with center_offset 0. The
    /// order on a cell is ratio, then scale.
    /// </summary>
    /// <param name="inputWidth">Pixels.</param>
    /// <param name="inputHeight">Pixels.</param>
    /// <param name="strides">One per map; also the base sizes.</param>
    /// <param name="scales">Multiply the base size, over 0.</param>
    /// <param name="ratios">Height / width, over 0.</param>
    public static AnchorGenerator ByScales(
        int inputWidth, int inputHeight, IReadOnlyList<int> strides, IReadOnlyList<double> scales, IReadOnlyList<double> ratios)
    {
        Check(inputWidth, inputHeight, strides);
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentNullException.ThrowIfNull(ratios);
        return new AnchorGenerator(
            [.. strides.Select(stride => (AnchorShape[])
                [.. from ratio in ratios from scale in scales select Shape(stride * scale, ratio, inputWidth, inputHeight)])],
            new AnchorLayout { StepsPx = strides, CentreOffsets = [.. strides.Select(_ => 0.0)] });
    }

    /// <summary>
    /// RetinaNet's form: scales are <paramref name="octaveBase"/> * 2^(i / <paramref name="scalesPerOctave"/>).
    /// </summary>
    /// <param name="inputWidth">Pixels.</param>
    /// <param name="inputHeight">Pixels.</param>
    /// <param name="strides">One per map; also the base sizes.</param>
    /// <param name="octaveBase">Over 0; 4 in RetinaNet.</param>
    /// <param name="scalesPerOctave">At least 1; 3 in RetinaNet.</param>
    /// <param name="ratios">Height / width, over 0.</param>
    public static AnchorGenerator ByOctaves(
        int inputWidth, int inputHeight, IReadOnlyList<int> strides, double octaveBase, int scalesPerOctave, IReadOnlyList<double> ratios)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(octaveBase);
        ArgumentOutOfRangeException.ThrowIfLessThan(scalesPerOctave, 1);
        return ByScales(
            inputWidth, inputHeight, strides, [.. Enumerable.Range(0, scalesPerOctave).Select(i => octaveBase * Math.Pow(2, (double)i / scalesPerOctave))], ratios);
    }

    /// <summary>
    /// The SSD form: per map a minimum and a maximum size; the square of each (the larger being their geometric mean), then 1 / r and r
    /// of the smaller for each ratio, which is mmdetection's order 0, 3, 1, 2. Centres at (stride - 1) / 2.
    /// </summary>
    /// <param name="inputWidth">Pixels.</param>
    /// <param name="inputHeight">Pixels.</param>
    /// <param name="strides">One per map.</param>
    /// <param name="minSizes">Pixels, one per map.</param>
    /// <param name="maxSizes">Pixels, one per map.</param>
    /// <param name="ratios">Per map the ratios besides 1.</param>
    /// <exception cref="ArgumentException">Counts that do not fit each other.</exception>
    public static AnchorGenerator Ssd(
        int inputWidth, int inputHeight, IReadOnlyList<int> strides, IReadOnlyList<double> minSizes, IReadOnlyList<double> maxSizes,
        IReadOnlyList<IReadOnlyList<double>> ratios)
    {
        Check(inputWidth, inputHeight, strides);
        ArgumentNullException.ThrowIfNull(minSizes);
        ArgumentNullException.ThrowIfNull(maxSizes);
        ArgumentNullException.ThrowIfNull(ratios);
        if (minSizes.Count != strides.Count || maxSizes.Count != strides.Count || ratios.Count != strides.Count)
        {
            throw new ArgumentException($"{strides.Count} strides need as many minimum and maximum sizes and lists of ratios.", nameof(strides));
        }

        return new AnchorGenerator(
            [.. strides.Select((_, map) => (AnchorShape[])
            [
                Shape(minSizes[map], 1, inputWidth, inputHeight),
                Shape(Math.Sqrt(minSizes[map] * maxSizes[map]), 1, inputWidth, inputHeight),
                .. ratios[map].SelectMany(r => new[] { 1 / r, r }).Select(r => Shape(minSizes[map], r, inputWidth, inputHeight)),
            ])],
            new AnchorLayout { StepsPx = strides, CentreOffsets = [.. strides.Select(stride => (stride - 1) / 2.0 / stride)] });
    }

    /// <summary>A point per cell, (column, row) * stride, row by row: what anchor-free detectors use.</summary>
    /// <param name="map">The feature map.</param>
    /// <param name="stride">Pixels between points, at least 1.</param>
    /// <param name="offset">Where the first point lies, in strides; 0 as mmdetection's, 0.5 for the cells' middles.</param>
    public static (float X, float Y)[] Points(FeatureMapSize map, int stride, double offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        return [.. Enumerable.Range(0, map.Cells).Select(i => ((float)((i % map.Width + offset) * stride), (float)((i / map.Width + offset) * stride)))];
    }

    private static AnchorShape Shape(double sizePx, double ratio, int inputWidth, int inputHeight) =>
        new(sizePx / Math.Sqrt(ratio) / inputWidth, sizePx * Math.Sqrt(ratio) / inputHeight);

    private static void Check(int inputWidth, int inputHeight, IReadOnlyList<int> strides)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputHeight, 1);
        ArgumentNullException.ThrowIfNull(strides);
    }
}
