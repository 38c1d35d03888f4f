using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Torch.Training;

/// <summary>Which images make up each step of an epoch.</summary>
internal static class EpochOrder
{
    /// <summary>Steps of an epoch.</summary>
    public static int Batches(int images, int batchSize) => (images + batchSize - 1) / batchSize;

    /// <summary>
    /// The epoch's images, shuffled by seed and epoch and cut into batches whose sizes differ by one at most: a last batch of
    /// one or two images would spoil the statistics of BatchNorm.
    /// </summary>
    /// <returns>One array of image indices per step. A single image is given twice, since BatchNorm needs two values.</returns>
    public static int[][] Shuffle(int images, int batchSize, int seed, int epoch)
    {
        var order = new int[images];
        for (int i = 0; i < images; i++)
        {
            order[i] = i;
        }

        // No image has index -1, so that the order shares no numbers with any image's augmentation.
        var random = new RandomStream(seed, epoch, -1);
        random.Shuffle<int>(order);
        if (images == 1)
        {
            return [[0, 0]];
        }

        int batches = Batches(images, batchSize);
        var result = new int[batches][];
        for (int b = 0; b < batches; b++)
        {
            result[b] = order[(int)((long)images * b / batches)..(int)((long)images * (b + 1) / batches)];
        }

        return result;
    }
}
