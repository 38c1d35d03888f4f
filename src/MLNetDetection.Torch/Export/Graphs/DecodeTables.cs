using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>
/// Constants of decoding, one row per anchor. OpenCV's dnn 4.6 multiplies [N, A, C] by [1, A, C] but adds only [N, A, C]: with a known batch
/// the terms are repeated for each picture, else they are broadcast.
/// </summary>
internal sealed class DecodeTables(GraphBuilder graph, SsdDetector detector, int? batch)
{
    public string Factors(string name, Func<AnchorShare, double[]> row) => Table(name, row, 1);

    public string Terms(string name, Func<AnchorShare, double[]> row) => Table(name, row, batch ?? 1);

    /// <summary>Width, height, width, height of the input, as far as they differ.</summary>
    public string Sides()
    {
        double width = detector.Architecture.InputWidth, height = detector.Architecture.InputHeight;
        return width == height ? graph.Scalar((float)width) : Table("sides", _ => [width, height, width, height], 1);
    }

    private string Table(string name, Func<AnchorShare, double[]> row, int copies)
    {
        AnchorShare[] anchors = [.. Enumerable.Range(0, detector.AnchorSet.Count).Select(Share)];
        int columns = row(anchors[0]).Length;
        return graph.Floats($"anchors/{name}", [copies, anchors.Length, columns], () =>
        {
            float[] once = [.. anchors.SelectMany(row).Select(value => (float)value)];
            return [.. Enumerable.Repeat(once, copies).SelectMany(values => values)];
        });
    }

    private AnchorShare Share(int index)
    {
        BoxXyxy box = detector.AnchorSet[index];
        double width = detector.Architecture.InputWidth, height = detector.Architecture.InputHeight;
        return new AnchorShare(box.X1 / width, box.Y1 / height, ((double)box.X2 - box.X1) / width, ((double)box.Y2 - box.Y1) / height);
    }
}
