using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Losses;

/// <summary>What a loss is divided by: counts of all images of a step, of which the loss may see a part.</summary>
/// <param name="Images">Images, at least 1.</param>
/// <param name="Positives">Their positive anchors.</param>
/// <param name="ImagesWithPositives">Images that have any.</param>
internal readonly record struct LossTotals(long Images, long Positives, long ImagesWithPositives)
{
    public static LossTotals Count(ReadOnlySpan<PositiveAnchor[]> images)
    {
        long positives = 0, with = 0;
        foreach (PositiveAnchor[] image in images)
        {
            positives += image.Length;
            with += image.Length > 0 ? 1 : 0;
        }

        return new LossTotals(images.Length, positives, with);
    }
}
