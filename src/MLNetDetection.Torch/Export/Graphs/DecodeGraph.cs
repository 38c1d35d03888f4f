using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>
/// From deltas to boxes. Everything runs in shares of the input's sides, where clipping to the input is HardSigmoid(x) with slope 1; the
/// last step multiplies by the sides.
/// </summary>
internal static class DecodeGraph
{
    private const string Place = "decode";

    /// <summary>[N, A, 4] deltas to [N, A, 4] boxes, x1 y1 x2 y2 in pixels of the input, clipped to it.</summary>
    /// <exception cref="NotSupportedException">The coder has no ONNX form; the message names it.</exception>
    public static string Write(GraphBuilder graph, string deltas, SsdDetector detector, int? batch)
    {
        var tables = new DecodeTables(graph, detector, batch);
        string shares = detector.Architecture.Coder switch
        {
            BoxCoder coder => CentreSize(graph, deltas, coder, tables),
            CornerSizeCoder coder => Affine(graph, deltas, tables, a => Corners(a, coder.Deviation)),
            TblrCoder coder => Tblr(graph, deltas, coder, tables),
            IBoxCoder other => throw new NotSupportedException($"The box coder {other.GetType().Name} has no ONNX form."),
        };
        return graph.Multiply(graph.HardSigmoid(shares, Place, 1, 0), tables.Sides(), Place);
    }

    private static string CentreSize(GraphBuilder graph, string deltas, BoxCoder coder, DecodeTables tables)
    {
        double[] numbers = [.. coder.Numbers]; // four weights, four means
        string placed = Affine(graph, deltas, tables, a =>
        [
            (a.Width / numbers[0], a.CentreX + numbers[4] * a.Width), (a.Height / numbers[1], a.CentreY + numbers[5] * a.Height),
            (1 / numbers[2], numbers[6]), (1 / numbers[3], numbers[7]),
        ]);
        string centres = graph.Slice(placed, Place, 2, 0, 2);
        string logarithms = graph.AtMost(graph.Slice(placed, Place, 2, 2, 4), (float)Math.Log(BoxCoder.LargestGrowth), Place);
        string halves = graph.Multiply(graph.Node("Exp", Place, [logarithms]), tables.Factors("half_sides", a => [a.Width / 2, a.Height / 2]), Place);
        return graph.Concatenate([graph.Subtract(centres, halves, Place), graph.Add(centres, halves, Place)], Place, 2);
    }

    private static (double, double)[] Corners(AnchorShare a, double deviation) =>
    [
        (a.Width * deviation, a.X1), (a.Height * deviation, a.Y1), (a.Width * deviation, a.X1 + a.Width), (a.Height * deviation, a.Y1 + a.Height),
    ];

    // The deltas are of top, bottom, left and right: the sums are y1, y2, x1, x2.
    private static string Tblr(GraphBuilder graph, string deltas, TblrCoder coder, DecodeTables tables)
    {
        string sums = Affine(graph, deltas, tables, a =>
        [
            (-a.Height * coder.Normaliser, a.CentreY), (a.Height * coder.Normaliser, a.CentreY),
            (-a.Width * coder.Normaliser, a.CentreX), (a.Width * coder.Normaliser, a.CentreX),
        ]);
        int[] columns = [2, 0, 3, 1];
        return graph.Concatenate([.. columns.Select(column => graph.Slice(sums, Place, 2, column, column + 1))], Place, 2);
    }

    // deltas * factors + terms.
    private static string Affine(GraphBuilder graph, string deltas, DecodeTables tables, Func<AnchorShare, (double Factor, double Term)[]> rows)
    {
        string scaled = graph.Multiply(deltas, tables.Factors("factors", a => [.. rows(a).Select(r => r.Factor)]), Place);
        return graph.Add(scaled, tables.Terms("terms", a => [.. rows(a).Select(r => r.Term)]), Place);
    }
}
