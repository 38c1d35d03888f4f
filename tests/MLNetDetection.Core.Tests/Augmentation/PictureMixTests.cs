using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Augmentation;

public sealed class PictureMixTests
{
    private static readonly ShapesTrainingSet _set = new(new ShapesGenerator(new ShapesOptions { Width = 96, Height = 80, MaximumObjectSize = 40, MinimumObjectSize = 12, EmptyShare = 0 }), 0, 8);

    [Fact]
    public void Mosaic_AnySeed_KeepsBoxesInsideAndClasses()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            TrainingSample mixed = Mix(new Mosaic(120, 90) { Probability = 1 }, seed);
            Assert.Equal((120, 90), (mixed.Image.Width, mixed.Image.Height));
            Assert.All(mixed.Objects, item => Assert.True(item.Box.IsProper && item.Box == item.Box.Clip(120, 90) && item.ClassId < 5));
        }
    }

    [Fact]
    public void Mosaic_OfOnePlainPicture_FillsAllCornersAndMovesBoxes()
    {
        // White blocks that fill their picture: the mosaic is white all over, and boxes are exactly its corners.
        TrainingSample white = new("w", Filled(60, 60, 255), [new AnnotatedObject(new BoxXyxy(0, 0, 60, 60), 0)]);
        RandomStream random = new(3);
        TrainingSample mixed = new Mosaic(100, 100) { Probability = 1 }.Apply(white, new Single(white), ref random);
        Assert.All(mixed.Image.Rgb, value => Assert.Equal(255, value));
        Assert.Equal(4, mixed.Objects.Count);
        Assert.Equal(10_000, mixed.Objects.Sum(item => item.Box.Area), 1e-2);
        Assert.InRange(mixed.Objects[0].Box.IntersectionOverUnion(mixed.Objects[3].Box), 0, 1e-4f);
    }

    [Fact]
    public void MixUp_HandWorked_AddsPicturesAndObjects()
    {
        TrainingSample dark = new("d", Filled(40, 30, 0), [new AnnotatedObject(new BoxXyxy(1, 2, 3, 4), 0)]);
        TrainingSample light = new("l", Filled(20, 60, 200), [new AnnotatedObject(new BoxXyxy(10, 30, 20, 60), 1)]);
        RandomStream random = new(1);
        TrainingSample mixed = new MixUp { Probability = 1, MinimumShare = 0.5 }.Apply(dark, new Single(light), ref random);
        Assert.Equal((40, 30), (mixed.Image.Width, mixed.Image.Height));
        Assert.All(mixed.Image.Rgb, value => Assert.Equal(100, value));
        Assert.Equal([new BoxXyxy(1, 2, 3, 4), new BoxXyxy(20, 15, 40, 30)], mixed.Objects.Select(item => item.Box));
        Assert.Equal([0, 1], mixed.Objects.Select(item => item.ClassId));
    }

    [Fact]
    public void Apply_SameStream_GivesTheSamePicture()
    {
        foreach (IPictureMix mix in new IPictureMix[] { new Mosaic(64, 64) { Probability = 1 }, new MixUp { Probability = 1 } })
        {
            TrainingSample once = Mix(mix, 5), twice = Mix(mix, 5);
            Assert.Equal(once.Image.Rgb, twice.Image.Rgb);
            Assert.Equal(once.Objects, twice.Objects);
            Assert.NotEqual(once.Image.Rgb, Mix(mix, 6).Image.Rgb);
        }
    }

    [Fact]
    public void Apply_NeverChosen_GivesTheSampleItself()
    {
        TrainingSample sample = _set.Read(0);
        RandomStream random = new(1);
        Assert.Same(sample, new Mosaic(64, 64) { Probability = 0 }.Apply(sample, _set, ref random));
        Assert.Same(sample, new MixUp { Probability = 0 }.Apply(sample, _set, ref random));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mosaic(4, 64));
    }

    private static TrainingSample Mix(IPictureMix mix, int seed)
    {
        RandomStream random = new(seed);
        return mix.Apply(_set.Read(seed % 8), _set, ref random);
    }

    private static PixelImage Filled(int width, int height, byte value)
    {
        PixelImage image = new(width, height);
        image.Rgb.AsSpan().Fill(value);
        return image;
    }

    private sealed class Single(TrainingSample sample) : ITrainingSet
    {
        public int Count => 1;

        public IReadOnlyList<string> ClassNames => ["a", "b"];

        public TrainingSample Read(int index) => sample;
    }
}
