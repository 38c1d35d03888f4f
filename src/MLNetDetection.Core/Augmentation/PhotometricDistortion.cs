using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// Random brightness, contrast, saturation, hue and order of channels, each with a probability of its own; the order of contrast changes,
/// as in SSD. All are linear in the colours, so they are applied as one matrix with one clamp at the end.
/// </summary>
public sealed class PhotometricDistortion : IAugmentation
{
    /// <summary>Largest amount added to or taken from every channel, of 255; [0, 255], 32 in SSD.</summary>
    public double BrightnessDelta { get; init => field = Ranges.Within(value, 0, 255); } = 32;

    /// <summary>Contrast is multiplied by 1 - range to 1 + range; [0, 1], 0.5 in SSD.</summary>
    public double ContrastRange { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <summary>Saturation is multiplied by 1 - range to 1 + range; [0, 1], 0.5 in SSD.</summary>
    public double SaturationRange { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <summary>Hue turns by at most this much either way; [0, 180], 18 in SSD.</summary>
    public double HueDegrees { get; init => field = Ranges.Within(value, 0, 180); } = 18;

    /// <summary>
    /// That the channels change places; [0, 1]. 0 by default: it takes away what colours say, which helps only where they say nothing.
    /// </summary>
    public double ChannelOrderProbability { get; init => field = Ranges.Probability(value); }

    /// <summary>Of each of the other four changes; [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (random.NextBool(Probability))
        {
            plan.Recolour(ColourTransform.Brightness(Around(ref random, 0, BrightnessDelta)));
        }

        bool contrastFirst = random.NextBool();
        bool contrast = random.NextBool(Probability);
        float factor = Around(ref random, 1, ContrastRange);
        if (contrast && contrastFirst)
        {
            plan.Recolour(ColourTransform.Contrast(factor));
        }

        if (random.NextBool(Probability))
        {
            plan.Recolour(ColourTransform.Saturation(Around(ref random, 1, SaturationRange)));
        }

        if (random.NextBool(Probability))
        {
            plan.Recolour(ColourTransform.Hue(Around(ref random, 0, HueDegrees)));
        }

        if (contrast && !contrastFirst)
        {
            plan.Recolour(ColourTransform.Contrast(factor));
        }

        // Drawn only where it is asked for, so that older seeds give the pictures they gave.
        if (ChannelOrderProbability > 0 && random.NextBool(ChannelOrderProbability))
        {
            Span<int> order = [0, 1, 2];
            random.Shuffle(order);
            plan.Recolour(ColourTransform.Channels(order[0], order[1], order[2]));
        }
    }

    private static float Around(ref RandomStream random, double centre, double range) =>
        random.NextSingle((float)(centre - range), (float)(centre + range));
}
