using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Augmentation;

/// <summary>What must hold of every augmentation, whatever it draws.</summary>
public sealed class PlacingAugmentationTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, IAugmentation> All { get; } = new()
    {
        ["flip"] = new HorizontalFlip(),
        ["vertical flip"] = new VerticalFlip(),
        ["expand"] = new SsdExpand(),
        ["crop"] = new SsdCrop(),
        ["resized crop"] = new RandomResizedCrop(),
        ["shift and scale"] = new ShiftScaleRotate { Probability = 1, Degrees = 0 },
        ["turn"] = new ShiftScaleRotate { Probability = 1, Degrees = 30 },
        ["multi-scale"] = new MultiScale(),
        ["letterbox"] = new Letterbox(300, 200),
        ["stretch"] = new Stretch(),
        ["all"] = new AugmentationChain(new PhotometricDistortion(), new ShiftScaleRotate { Degrees = 20 }, new HorizontalFlip(), new VerticalFlip(), new MultiScale(), new RandomResizedCrop()),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_AnySeed_KeepsBoxesInsideWithTheirClasses(string name)
    {
        Properties.Hold((int seed) =>
        {
            AugmentationPlan plan = Planned(name, seed, out AnnotatedObject[] before);
            List<AnnotatedObject> scaled = [];
            plan.ScaleObjects(64, 48, scaled);

            // Object i has class i, so that labels that wander are seen.
            return scaled.All(item => item.Box is { X1: >= 0, Y1: >= 0, X2: <= 64.001f, Y2: <= 48.001f } && item.Box.IsProper && item.Difficult == before[item.ClassId].Difficult)
                && scaled.Select(item => item.ClassId).Distinct().Count() == scaled.Count;
        });
    }

    [Fact]
    public void RandomResizedCrop_MinimumCovered_KeepsObjectsNearlyWholeOrLeavesThemOut()
    {
        var crop = new RandomResizedCrop { MinimumCovered = 0.95, MinimumArea = 0.05, Trials = 200 };
        AnnotatedObject[] objects = [new(new BoxXyxy(10, 10, 30, 30), 0), new(new BoxXyxy(60, 50, 90, 70), 1), new(new BoxXyxy(75, 5, 95, 25), 2)];
        int cropped = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var plan = new AugmentationPlan();
            plan.Reset(100, 80, objects);
            var random = new RandomStream(seed);
            crop.Apply(plan, ref random);

            cropped += plan.Region.Width < 100 || plan.Region.Height < 80 ? 1 : 0;
            Assert.NotEmpty(plan.Objects);
            Assert.All(plan.Objects, item => Assert.True(item.Box.Area >= 0.949f * objects[item.ClassId].Box.Area, $"seed {seed}: {item.Box}"));
        }

        Assert.True(cropped > 100, $"only {cropped} pictures were cropped");
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("expand")]
    [InlineData("resized crop")]
    [InlineData("shift and scale")]
    [InlineData("multi-scale")]
    [InlineData("letterbox")]
    public void Apply_AnySeed_KeepsTheRatioOfWholeBoxes(string name)
    {
        Properties.Hold((int seed) =>
        {
            AugmentationPlan plan = Planned(name, seed, out AnnotatedObject[] before);
            BoxXyxy view = new(0.01f, 0.01f, plan.Width - 0.01f, plan.Height - 0.01f);
            AnnotatedObject[] whole = [.. plan.Objects.Where(item => item.Box.X1 > view.X1 && item.Box.Y1 > view.Y1 && item.Box.X2 < view.X2 && item.Box.Y2 < view.Y2)];

            // The view's pixels have the source's size: what is not cut keeps its area.
            return whole.All(item => Math.Abs((item.Box.Area / before[item.ClassId].Box.Area) - 1) < 1e-3);
        });
    }

    [Theory]
    [InlineData("resized crop", 0.4)]
    [InlineData("shift and scale", 0.3)]
    [InlineData("multi-scale", 0.3)]
    public void Apply_AnySeed_KeepsOnlyWhatIsVisible(string name, double least)
    {
        Properties.Hold((int seed) =>
        {
            AugmentationPlan plan = Planned(name, seed, out AnnotatedObject[] before);
            return plan.Objects.All(item => item.Box.Area >= (least - 1e-3) * before[item.ClassId].Box.Area);
        });
    }

    [Fact]
    public void Flip_Twice_IsTheIdentity()
    {
        Properties.Hold((int seed) =>
        {
            RandomStream random = new(seed);
            PixelImage image = new(random.NextInt(1, 40), random.NextInt(1, 40));
            new Random(seed).NextBytes(image.Rgb);
            int x = random.NextInt(image.Width), y = random.NextInt(image.Height);
            AnnotatedObject item = new(new(x, y, random.NextInt(x + 1, image.Width + 1), random.NextInt(y + 1, image.Height + 1)), 3);
            return new IAugmentation[] { new HorizontalFlip(1), new VerticalFlip(1) }.All(flip =>
            {
                AugmentationPlan plan = new();
                plan.Reset(image.Width, image.Height, [item]);
                new AugmentationChain(flip, flip).Apply(plan, ref random);
                return plan.Objects.Single() == item && new ImageResampler().ToImage(image, plan.ToRequest(image.Width, image.Height)).Rgb.SequenceEqual(image.Rgb);
            });
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_MarkedObject_MovesWithItsBox(string name)
    {
        // A white block on black: after any placing, white is inside the box, and fills it where nothing turns.
        for (int seed = 0; seed < 25; seed++)
        {
            BoxXyxy block = new(60, 50, 120, 110);
            PixelImage image = White(200, 150, block);
            RandomStream random = new(seed);
            AugmentationPlan plan = new();
            plan.Reset(200, 150, [new AnnotatedObject(block, 0)]);
            (name == "all" ? new AugmentationChain(new ShiftScaleRotate { Degrees = 20 }, new HorizontalFlip(), new VerticalFlip(), new MultiScale(), new RandomResizedCrop()) : All[name])
                .Apply(plan, ref random);
            plan.Fill = default;
            plan.Recolour(ColourTransform.Identity);
            PixelImage seen = new ImageResampler().ToImage(image, plan.ToRequest(120, 90));
            List<AnnotatedObject> objects = [];
            plan.ScaleObjects(120, 90, objects);
            if (objects.Count == 0)
            {
                continue;
            }

            BoxXyxy box = objects[0].Box;
            double inside = Sum(seen, box), all = Sum(seen, new(0, 0, 120, 90));
            Assert.True(all > 0, $"{name}, seed {seed}: the block is gone and its box is not");
            Assert.True(inside >= 0.9 * all, $"{name}, seed {seed}: {inside / all:0.00} of the block is in its box {box}");
            if (name is not ("turn" or "all"))
            {
                Assert.InRange(inside / 255 / box.Area, 0.8, 1.2);
            }
        }
    }

    [Fact]
    public void Rotate_HandWorked_TurnsClockwiseAboutTheMiddle()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 100, [new AnnotatedObject(new BoxXyxy(40, 0, 60, 20), 0)]);
        plan.Rotate(90);
        BoxXyxy right = Assert.Single(plan.Objects).Box;
        Assert.Equal((80.0, 40.0, 100.0, 60.0), (Math.Round(right.X1, 3), Math.Round(right.Y1, 3), Math.Round(right.X2, 3), Math.Round(right.Y2, 3)));
        plan.Rotate(-90);
        PixelImage image = White(100, 100, new BoxXyxy(40, 0, 60, 20));
        PixelImage back = new ImageResampler().ToImage(image, plan.ToRequest(100, 100));
        Assert.All(Enumerable.Range(0, back.Rgb.Length), i => Assert.InRange(back.Rgb[i] - image.Rgb[i], -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Rotate(5, 2));
    }

    [Fact]
    public void Rotate_AfterAFlip_TurnsAsSeen()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 100, [new AnnotatedObject(new BoxXyxy(0, 0, 20, 20), 0)]);
        plan.FlipHorizontally();
        plan.Rotate(90);

        // Top left became top right by the flip, and goes clockwise to the bottom right.
        PixelImage seen = new ImageResampler().ToImage(White(100, 100, new BoxXyxy(0, 0, 20, 20)), plan.ToRequest(100, 100));
        Assert.True(Sum(seen, new BoxXyxy(80, 80, 100, 100)) > 0.95 * 255 * 400);
        Assert.Equal(new BoxXyxy(80, 80, 100, 100), new BoxXyxy(
            MathF.Round(plan.Objects[0].Box.X1), MathF.Round(plan.Objects[0].Box.Y1), MathF.Round(plan.Objects[0].Box.X2), MathF.Round(plan.Objects[0].Box.Y2)));
    }

    [Fact]
    public void ChannelOrder_Always_PermutesTheChannels()
    {
        HashSet<(byte, byte, byte)> seen = [];
        for (int seed = 0; seed < 60; seed++)
        {
            AugmentationPlan plan = new();
            plan.Reset(1, 1, []);
            RandomStream random = new(seed);
            new PhotometricDistortion { Probability = 0, ChannelOrderProbability = 1 }.Apply(plan, ref random);
            byte[] rgb = new ImageResampler().ToImage(new PixelImage(1, 1, [10, 20, 30]), plan.ToRequest(1, 1)).Rgb;
            seen.Add((rgb[0], rgb[1], rgb[2]));
        }

        Assert.Equal(6, seen.Count);
        Assert.All(seen, rgb => Assert.Equal(60, rgb.Item1 + rgb.Item2 + rgb.Item3));
    }

    [Fact]
    public void Letterbox_HandWorked_PadsBothSidesAlike()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 100, [new AnnotatedObject(new BoxXyxy(0, 0, 100, 100), 0)]);
        RandomStream random = new(1);
        new Letterbox(200, 100).Apply(plan, ref random);
        Assert.Equal(new BoxXyxy(-50, 0, 150, 100), plan.Region);
        Assert.Equal(new BoxXyxy(50, 0, 150, 100), plan.Objects[0].Box);
    }

    [Fact]
    public void Crop_MinimumVisible_JudgesByArea()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 100, [new AnnotatedObject(new BoxXyxy(0, 0, 20, 20), 0), new AnnotatedObject(new BoxXyxy(30, 0, 60, 20), 1)]);
        plan.Crop(new BoxXyxy(15, 0, 100, 100), 0.5);
        Assert.Equal([1], plan.Objects.Select(item => item.ClassId));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Crop(new BoxXyxy(0, 0, 9, 9), 0));
        Assert.Throws<ArgumentException>(() => plan.Crop(default, 0.5));
    }

    private static AugmentationPlan Planned(string name, int seed, out AnnotatedObject[] objects)
    {
        RandomStream random = new(seed);
        float width = random.NextInt(40, 400), height = random.NextInt(40, 400);
        objects = new AnnotatedObject[4];
        for (int i = 0; i < objects.Length; i++)
        {
            float left = random.NextSingle(0, width - 12), top = random.NextSingle(0, height - 12);
            objects[i] = new AnnotatedObject(new BoxXyxy(left, top, random.NextSingle(left + 10, width), random.NextSingle(top + 10, height)), i, random.NextBool());
        }

        AugmentationPlan plan = new();
        plan.Reset((int)width, (int)height, objects);
        All[name].Apply(plan, ref random);
        return plan;
    }

    private static PixelImage White(int width, int height, BoxXyxy block)
    {
        PixelImage image = new(width, height);
        for (int y = (int)block.Y1; y < block.Y2; y++)
        {
            image.Rgb.AsSpan(((y * width) + (int)block.X1) * 3, (int)block.Width * 3).Fill(255);
        }

        return image;
    }

    private static double Sum(PixelImage image, BoxXyxy box)
    {
        double sum = 0;
        for (int y = Math.Max(0, (int)Math.Floor(box.Y1)); y < Math.Min(image.Height, Math.Ceiling(box.Y2)); y++)
        {
            for (int x = Math.Max(0, (int)Math.Floor(box.X1)); x < Math.Min(image.Width, Math.Ceiling(box.X2)); x++)
            {
                sum += image.Rgb[((y * image.Width) + x) * 3];
            }
        }

        return sum;
    }
}
