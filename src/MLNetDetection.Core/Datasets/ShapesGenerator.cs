using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets.Shapes;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Draws a small detection set that can be learned in minutes: balls, crates, stars, donuts and traffic cones, turned and scaled,
/// with shadows, over cluttered grounds, partly hiding one another.
/// </summary>
/// <remarks>
/// An image depends on its options and its index alone, byte for byte on every machine: the drawing uses only arithmetic that IEEE
/// 754 defines exactly (no sine, no exponential, no fused products). Thread-safe.
/// </remarks>
public sealed class ShapesGenerator
{
    private readonly ShapesOptions _options;

    /// <summary>A generator of the set that <paramref name="options"/> describe.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its documented range.</exception>
    public ShapesGenerator(ShapesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
    }

    /// <summary>The classes, in the order of <see cref="AnnotatedObject.ClassId"/>: ball, cone, crate, donut, star.</summary>
    public IReadOnlyList<string> ClassNames { get; } = Array.AsReadOnly<string>(["ball", "cone", "crate", "donut", "star"]);

    /// <summary>Draws the image at <paramref name="index"/>, any number from 0.</summary>
    /// <returns>
    /// A picture of its own, and its objects from the back to the front. A box is tight around the whole silhouette, hidden parts
    /// included (amodal), lies inside the image, and has whole-numbered edges.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public (PixelImage Image, IReadOnlyList<AnnotatedObject> Objects) Draw(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);

        // The layout and the pixels have a stream each: a change of a texture moves no box.
        RandomStream layout = new(_options.Seed, 0, index);
        RandomStream look = new(_options.Seed, 1, index);
        Lighting light = Lighting.Random(ref look);
        List<SceneItem> items = new ScenePlanner(_options).Plan(ref layout, ref look);

        using Canvas canvas = new(_options.Width, _options.Height);
        BackdropPainter.Cover(canvas, ref look);
        foreach (SceneItem item in items)
        {
            canvas.DrawShadow(item, light);
            canvas.Draw(item, light);
        }

        PixelImage image = canvas.Develop(ref look);
        return (image, Annotate(items));
    }

    private static List<AnnotatedObject> Annotate(List<SceneItem> items)
    {
        List<AnnotatedObject> objects = new(items.Count);
        foreach (SceneItem item in items)
        {
            if (item.ClassId is int classId)
            {
                objects.Add(new AnnotatedObject(item.Mask.Box, classId));
            }
        }

        return objects;
    }
}
