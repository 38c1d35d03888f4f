using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Datasets;

public sealed class NearDuplicatesTests
{
    private static readonly ShapesGenerator _shapes = new(new ShapesOptions());

    [Fact]
    public void Of_ResizedAndNoisyCopy_StaysClose()
    {
        for (int i = 0; i < 12; i++)
        {
            PixelImage image = _shapes.Draw(i).Image;
            PixelImage small = ImageResampler.Resize(image, 200, 160);
            RandomStream random = new(i);
            for (int at = 0; at < small.Rgb.Length; at++)
            {
                small.Rgb[at] = (byte)Math.Clamp(small.Rgb[at] + random.NextInt(-6, 7), 0, 255);
            }

            Assert.InRange(PerceptualHash.Of(image).DistanceTo(PerceptualHash.Of(small)), 0, 6);
            Assert.InRange(PerceptualHash.Of(image).DistanceTo(PerceptualHash.Of(_shapes.Draw(i + 100).Image)), 12, 128);
        }
    }

    [Fact]
    public void Group_ByBruteForce_FindsTheSamePairs()
    {
        RandomStream random = new(4);
        List<PerceptualHash> hashes = [];
        for (int i = 0; i < 300; i++)
        {
            PerceptualHash hash = i % 3 > 0 ? hashes[random.NextInt(hashes.Count)] : new(random.NextBits(), random.NextBits());
            for (int flips = i % 3 > 0 ? random.NextInt(12) : 0; flips > 0; flips--)
            {
                hash = hash with { Across = hash.Across ^ (1UL << random.NextInt(64)) };
            }

            hashes.Add(hash);
        }

        foreach (int distance in new[] { 0, 3, 7 })
        {
            int[] groups = NearDuplicates.Group(hashes, distance);
            int[] expected = [.. Enumerable.Range(0, hashes.Count)];
            for (bool changed = true; changed;)
            {
                changed = false;
                for (int i = 0; i < expected.Length; i++)
                {
                    for (int j = 0; j < expected.Length; j++)
                    {
                        if (expected[j] < expected[i] && hashes[i].DistanceTo(hashes[j]) <= distance)
                        {
                            expected[i] = expected[j];
                            changed = true;
                        }
                    }
                }
            }

            Assert.Equal(expected, groups);
        }

        Assert.Empty(NearDuplicates.Group([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearDuplicates.Group(hashes, 8));
    }
}
