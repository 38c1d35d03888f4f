using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Gives an architecture anchors of the shapes that a set's objects have (<see cref="KMeansAnchors"/>).</summary>
public static class AnchorFitting
{
    /// <summary>Finds as many shapes as the architecture has and lays the smallest on the finest map, the next on the next.</summary>
    /// <param name="architecture">Stays as it is.</param>
    /// <param name="set">Images whose boxes are looked at; reads every image once, without augmentation.</param>
    /// <param name="seed">Of k-means.</param>
    /// <exception cref="ArgumentException">No image has an object.</exception>
    public static AnchorFit Fit(SsdArchitecture architecture, ITrainingSet set, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(set);
        BoxXyxy[] boxes = [.. Enumerable.Range(0, set.Count).SelectMany(i => InInput(architecture, set.Read(i)))];
        if (boxes.Length == 0)
        {
            throw new ArgumentException($"None of the {set.Count} images has an object to take a shape from.", nameof(set));
        }

        int wanted = architecture.Anchors.AnchorsPerCell.Sum();
        IReadOnlyList<AnchorShape> shapes = KMeansAnchors.Find(boxes, architecture.InputWidth, architecture.InputHeight, wanted, seed);
        var anchors = new AnchorGenerator(Laid(shapes, architecture.Anchors.AnchorsPerCell), architecture.Anchors.Layout);
        SsdArchitecture fitted = WithAnchors(architecture, anchors);
        return new AnchorFit(fitted, Coverage(architecture, boxes), Coverage(fitted, boxes));
    }

    private static IEnumerable<BoxXyxy> InInput(SsdArchitecture architecture, TrainingSample sample)
    {
        (int width, int height) = (architecture.InputWidth, architecture.InputHeight);
        BoxXyxy window = InputWindow.Of(sample.Image.Width, sample.Image.Height, width, height, architecture.Preprocessing.Fit);
        float x = width / window.Width, y = height / window.Height;
        return sample.Objects.Where(o => !o.Difficult && o.Box.IsProper).Select(o => new BoxXyxy(
            (o.Box.X1 - window.X1) * x, (o.Box.Y1 - window.Y1) * y, (o.Box.X2 - window.X1) * x, (o.Box.Y2 - window.Y1) * y));
    }

    // Each map gets its share of what there is, at least one: where objects have few shapes, k-means finds fewer than were asked for.
    private static AnchorShape[][] Laid(IReadOnlyList<AnchorShape> shapes, IReadOnlyList<int> perMap)
    {
        int wanted = perMap.Sum(), before = 0;
        var result = new AnchorShape[perMap.Count][];
        for (int map = 0; map < result.Length; map++)
        {
            int first = (int)((long)before * shapes.Count / wanted);
            before += perMap[map];
            int end = (int)((long)before * shapes.Count / wanted);
            result[map] = end > first ? [.. shapes.Skip(first).Take(end - first)] : [shapes[Math.Min(first, shapes.Count - 1)]];
        }

        return result;
    }

    private static AnchorCoverage Coverage(SsdArchitecture architecture, BoxXyxy[] boxes) => AnchorCoverage.Measure(
        architecture.Anchors.Generate(architecture.InputWidth, architecture.InputHeight, architecture.FeatureMaps), boxes);

    private static ComposedSsd WithAnchors(SsdArchitecture architecture, AnchorGenerator anchors)
    {
        (BackboneDesign backbone, Heads.HeadKind head) = architecture switch
        {
            ComposedSsd composed => (composed.Backbone, composed.Head),
            TinySsd tiny => (new TinyDesign(tiny.Channels), Heads.HeadKind.Convolution),
            _ => throw new ArgumentException($"A {architecture.GetType().Name} has its anchors for ever.", nameof(architecture)),
        };
        return new ComposedSsd(
            architecture.Name, architecture.InputWidth, architecture.InputHeight, backbone, anchors, architecture.Preprocessing, head, architecture.Coder)
        {
            MatchingOptions = architecture.Matching,
            SamplerOption = architecture.Sampler,
            LossOptions = architecture.Loss,
            DetectionOptions = () => architecture.Detection,
        };
    }
}
