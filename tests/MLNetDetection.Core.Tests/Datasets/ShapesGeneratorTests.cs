using System.Security.Cryptography;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Datasets;

public class ShapesGeneratorTests
{
    private const int Images = 300;

    [Fact]
    public void Draw_SameSeedAndIndex_IsByteEqual()
    {
        var (first, firstObjects) = new ShapesGenerator(new ShapesOptions { Seed = 5 }).Draw(17);
        var (second, secondObjects) = new ShapesGenerator(new ShapesOptions { Seed = 5 }).Draw(17);
        Assert.Equal(first.Rgb, second.Rgb);
        Assert.Equal(firstObjects, secondObjects);
    }

    [Fact]
    public void Draw_GivenKeys_IsThisPictureForever()
    {
        // Written down once: benchmarks and trained models of different machines are comparable only while this holds.
        ShapesGenerator generator = new(new ShapesOptions());
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < 12; i++)
        {
            hash.AppendData(generator.Draw(i).Image.Rgb);
        }

        Assert.Equal("B79745E2216CE29E", Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    [Fact]
    public void Draw_OtherSeedOrIndex_IsAnotherPicture()
    {
        ShapesGenerator generator = new(new ShapesOptions { Seed = 1 });
        byte[] picture = generator.Draw(0).Image.Rgb;
        Assert.NotEqual(picture, generator.Draw(1).Image.Rgb);
        Assert.NotEqual(picture, new ShapesGenerator(new ShapesOptions { Seed = 2 }).Draw(0).Image.Rgb);
    }

    [Fact]
    public void Draw_ManyThreads_EqualsOneThread()
    {
        ShapesGenerator generator = new(new ShapesOptions { Seed = 3, Width = 160, Height = 120, MaximumObjectSize = 60 });
        byte[][] expected = [.. Enumerable.Range(0, 24).Select(i => generator.Draw(i).Image.Rgb)];
        byte[][] found = new byte[expected.Length][];
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => found[i] = generator.Draw(i).Image.Rgb);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(320, 240)]
    [InlineData(240, 320)]
    [InlineData(64, 64)]
    [InlineData(500, 97)]
    public void Draw_AnySize_KeepsWholeObjectsOfTheAllowedSizeInside(int width, int height)
    {
        ShapesOptions options = new() { Width = width, Height = height, Seed = 11 };
        ShapesGenerator generator = new(options);
        int longest = Math.Min(options.MaximumObjectSize, Math.Min(width, height) * 3 / 4);
        int objects = 0;
        for (int i = 0; i < 30; i++)
        {
            var (image, found) = generator.Draw(i);
            Assert.Equal((width, height), (image.Width, image.Height));
            foreach (AnnotatedObject item in found)
            {
                Assert.InRange(item.ClassId, 0, generator.ClassNames.Count - 1);
                Assert.Equal(item.Box, item.Box.Clip(width, height));
                Assert.InRange(Math.Min(item.Box.Width, item.Box.Height), options.MinimumObjectSize, longest);
                Assert.InRange(Math.Max(item.Box.Width, item.Box.Height), options.MinimumObjectSize, longest);
                Assert.Equal(item.Box.X1, MathF.Floor(item.Box.X1));
                objects++;
            }
        }

        Assert.True(objects >= 25, $"Only {objects} objects in 30 images.");
    }

    [Fact]
    public void Draw_ManyImages_HasTheAskedShareOfEmptyOnesAndEachClassAsOften()
    {
        ShapesGenerator generator = new(Small(emptyShare: 0.1));
        int empty = 0, most = 0;
        int[] classes = new int[generator.ClassNames.Count];
        for (int i = 0; i < Images; i++)
        {
            IReadOnlyList<AnnotatedObject> objects = generator.Draw(i).Objects;
            empty += objects.Count == 0 ? 1 : 0;
            most = Math.Max(most, objects.Count);
            foreach (AnnotatedObject item in objects)
            {
                classes[item.ClassId]++;
            }
        }

        // 300 draws of 0.1: mean 30, standard deviation 5.2; four of them either way.
        Assert.InRange(empty, 9, 51);
        Assert.Equal(6, most);
        double mean = classes.Average();
        Assert.All(classes, count => Assert.InRange(count, 0.7 * mean, 1.3 * mean));
        Assert.True(mean * classes.Length / (Images - empty) > 2, "Fewer than 2 objects in an image that has some.");
    }

    [Fact]
    public void Draw_EmptyShareAtItsEnds_IsExact()
    {
        ShapesGenerator none = new(Small(emptyShare: 1)), all = new(Small(emptyShare: 0));
        for (int i = 0; i < 60; i++)
        {
            Assert.Empty(none.Draw(i).Objects);
            Assert.NotEmpty(all.Draw(i).Objects);
        }
    }

    [Fact]
    public void Draw_ObjectsOfOneImage_OverlapLittle()
    {
        ShapesGenerator generator = new(new ShapesOptions { Seed = 4, MaximumObjects = 12 });
        bool touching = false;
        for (int i = 0; i < 20; i++)
        {
            IReadOnlyList<AnnotatedObject> objects = generator.Draw(i).Objects;
            for (int a = 0; a < objects.Count; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    float overlap = objects[a].Box.IntersectionOverUnion(objects[b].Box);
                    Assert.InRange(overlap, 0, 0.3f);
                    touching |= overlap > 0.1f;
                }
            }
        }

        Assert.True(touching, "No object ever hides a part of another.");
    }

    [Fact]
    public void Draw_NothingMayBeHidden_KeepsBoxesFartherApart()
    {
        float free = Overlap(visible: 0), apart = Overlap(visible: 1);
        Assert.True(apart < 0.6f * free, $"Boxes overlap by {apart} when all is to stay visible, {free} when nothing has to.");
    }

    [Fact]
    public void Draw_Objects_CanBeSeen()
    {
        ShapesGenerator generator = new(new ShapesOptions { Seed = 6, EmptyShare = 0 });
        var (image, objects) = generator.Draw(2);
        Assert.All(objects, item => Assert.True(Spread(image, item) > 40, $"{item} cannot be seen."));
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_AreNamedInTheMessage()
    {
        Refused(new ShapesOptions { Width = 0 }, "Width");
        Refused(new ShapesOptions { Height = 63 }, "Height");
        Refused(new ShapesOptions { EmptyShare = double.NaN }, "EmptyShare");
        Refused(new ShapesOptions { EmptyShare = 1.01 }, "EmptyShare");
        Refused(new ShapesOptions { MaximumObjects = 0 }, "MaximumObjects");
        Refused(new ShapesOptions { MinimumObjectSize = 7 }, "MinimumObjectSize");
        Refused(new ShapesOptions { MinimumObjectSize = 61 }, "MaximumObjectSize");
        Refused(new ShapesOptions { Width = 64, Height = 64, MinimumObjectSize = 25 }, "MaximumObjectSize");
        Refused(new ShapesOptions { MinimumVisibleShare = -0.1 }, "MinimumVisibleShare");
        Refused(new ShapesOptions { MaximumDistractors = -1 }, "MaximumDistractors");
        Assert.Throws<ArgumentNullException>(() => new ShapesGenerator(null!));
    }

    [Fact]
    public void Draw_NegativeIndex_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapesGenerator(new ShapesOptions()).Draw(-1));

    [Fact]
    public void TrainingSet_OfARun_ReadsThatRun()
    {
        ShapesGenerator generator = new(Small(emptyShare: 0.1));
        ShapesTrainingSet set = new(generator, 10, 5);
        TrainingSample sample = set.Read(4);
        Assert.Equal(5, set.Count);
        Assert.Equal(generator.ClassNames, set.ClassNames);
        Assert.Equal("shapes/000014", sample.Name);
        Assert.Equal(generator.Draw(14).Image.Rgb, sample.Image.Rgb);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(-1));
        Assert.Equal(0, new ShapesTrainingSet(generator, 0, 0).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapesTrainingSet(generator, int.MaxValue, 1));
    }

    private static ShapesOptions Small(double emptyShare) =>
        new() { Width = 96, Height = 80, MaximumObjectSize = 50, EmptyShare = emptyShare };

    private static float Overlap(double visible)
    {
        ShapesGenerator generator = new(new ShapesOptions
        {
            Width = 96, Height = 80, MaximumObjectSize = 50, MaximumObjects = 8, MinimumVisibleShare = visible,
        });
        float sum = 0;
        for (int i = 0; i < 60; i++)
        {
            IReadOnlyList<AnnotatedObject> objects = generator.Draw(i).Objects;
            sum += objects.SelectMany((a, at) => objects.Skip(at + 1).Select(b => a.Box.IntersectionOverUnion(b.Box))).Sum();
        }

        return sum;
    }

    private static void Refused(ShapesOptions options, string name)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new ShapesGenerator(options));
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name == "MaximumObjectSize" ? "at least twice" : "must be in", error.Message, StringComparison.Ordinal);
    }

    private static int Spread(PixelImage image, AnnotatedObject item)
    {
        int least = 255, most = 0;
        for (int y = (int)item.Box.Y1; y < item.Box.Y2; y++)
        {
            for (int x = (int)item.Box.X1; x < item.Box.X2; x++)
            {
                int green = image.Rgb[(((y * image.Width) + x) * 3) + 1];
                (least, most) = (Math.Min(least, green), Math.Max(most, green));
            }
        }

        return most - least;
    }
}
