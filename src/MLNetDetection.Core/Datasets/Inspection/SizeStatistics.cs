using MLNetDetection.Core.Datasets.Reading;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>Histograms, and how well anchors fit.</summary>
internal static class SizeStatistics
{
    private const double Covered = 0.5;
    private const int MostObjects = 5000;

    public static IReadOnlyList<Histogram> Histograms(IReadOnlyList<SourceImage> images, IReadOnlyList<(int Width, int Height)> sizes)
    {
        List<BoxXyxy> boxes = [.. images.SelectMany(image => image.Objects).Select(item => DatasetAssembler.BoxOf(item)).Where(box => box.IsProper)];
        IEnumerable<double> shares = images.SelectMany((image, i) => image.Objects.Select(item => DatasetAssembler.BoxOf(item)).Where(box => box.IsProper && sizes[i].Width > 0)
            .Select(box => Math.Sqrt(box.Area / ((double)sizes[i].Width * sizes[i].Height))));
        return
        [
            Histogram.Of("Box size, square root of the area in pixels", boxes.Select(box => Math.Sqrt(box.Area)), 0, 8, 16, 32, 64, 96, 128, 256, 512, 1024),
            Histogram.Of("Box size, square root of its share of the image", shares, 0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1),
            Histogram.Of("Box aspect, width to height", boxes.Select(box => (double)box.Width / box.Height), 0, 0.2, 0.33, 0.5, 0.75, 1, 1.33, 2, 3, 5),
            Histogram.Of("Image width, pixels", sizes.Where(size => size.Width > 0).Select(size => (double)size.Width), 0, 160, 320, 640, 1024, 2048, 4096),
            Histogram.Of("Image aspect, width to height", sizes.Where(size => size.Width > 0).Select(size => (double)size.Width / size.Height), 0, 0.33, 0.5, 0.75, 1, 1.33, 2, 3),
            Histogram.Of("Objects in an image", images.Select(image => (double)image.Objects.Count), 0, 1, 2, 5, 10, 20, 50, 100),
        ];
    }

    /// <summary>Share of objects that some anchor overlaps by half, each image stretched to the input; of a sample where there are many.</summary>
    public static double? Coverage(IReadOnlyList<SourceImage> images, IReadOnlyList<(int Width, int Height)> sizes, InspectionOptions options)
    {
        if (options.Anchors is not { Count: > 0 } anchors)
        {
            return null;
        }

        BoxXyxy[] boxes = [.. images.SelectMany((image, i) => sizes[i].Width > 0 ? image.Objects.Select(item => ToInput(DatasetAssembler.BoxOf(item), sizes[i], options)) : [])
            .Where(box => box.IsProper)];
        int step = Math.Max(1, boxes.Length / MostObjects);
        BoxXyxy[] sample = [.. boxes.Where((_, i) => i % step == 0)];
        int covered = sample.AsParallel().Count(box => anchors.Any(anchor => anchor.IntersectionOverUnion(box) >= Covered));
        return sample.Length == 0 ? null : (double)covered / sample.Length;
    }

    private static BoxXyxy ToInput(BoxXyxy box, (int Width, int Height) size, InspectionOptions options)
    {
        float x = (float)options.InputWidth / size.Width, y = (float)options.InputHeight / size.Height;
        return new(box.X1 * x, box.Y1 * y, box.X2 * x, box.Y2 * y);
    }
}
