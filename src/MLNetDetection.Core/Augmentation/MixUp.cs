using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// Two pictures shining through each other (Zhang et al. 2018; for detection Zhang et al. 2019), with the objects of both. The second is
/// stretched to the size of the first.
/// </summary>
public sealed class MixUp : IPictureMix
{
    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 0.15;

    /// <summary>The weaker picture's share is at least this; [0, 0.5]. At 0.5 both are always equal.</summary>
    public double MinimumShare { get; init => field = Ranges.Within(value, 0, 0.5); } = 0.4;

    /// <inheritdoc />
    public TrainingSample Apply(TrainingSample sample, ITrainingSet set, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(set);
        if (!random.NextBool(Probability) || set.Count == 0)
        {
            return sample;
        }

        TrainingSample other = set.Read(random.NextInt(set.Count));
        int first = (int)Math.Round(256 * random.NextDouble(MinimumShare, 1 - MinimumShare));
        PixelImage image = new(sample.Image.Width, sample.Image.Height);
        PixelImage stretched = ImageResampler.Resize(other.Image, image.Width, image.Height);
        for (int i = 0; i < image.Rgb.Length; i++)
        {
            image.Rgb[i] = (byte)(((sample.Image.Rgb[i] * first) + (stretched.Rgb[i] * (256 - first)) + 128) >> 8);
        }

        AugmentationPlan plan = new();
        plan.Reset(other.Image.Width, other.Image.Height, other.Objects);
        List<AnnotatedObject> objects = [];
        plan.ScaleObjects(image.Width, image.Height, objects);
        return new TrainingSample($"{sample.Name} and {other.Name}", image, [.. sample.Objects, .. objects]);
    }
}
