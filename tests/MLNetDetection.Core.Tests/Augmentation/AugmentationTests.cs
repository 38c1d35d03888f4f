using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Augmentation;

public class AugmentationTests
{
    private static readonly AnnotatedObject[] _objects =
    [
        new(new BoxXyxy(10, 20, 30, 60), 0),
        new(new BoxXyxy(50, 5, 95, 40), 1),
        new(new BoxXyxy(40, 50, 60, 70), 2, Difficult: true),
    ];

    [Fact]
    public void FlipHorizontally_HandWorked_SwapsTheSides()
    {
        AugmentationPlan plan = NewPlan();
        plan.FlipHorizontally();
        Assert.Equal(new BoxXyxy(70, 20, 90, 60), plan.Objects[0].Box);
        Assert.True(plan.ToRequest(10, 10).FlipHorizontally);
        plan.FlipHorizontally();
        Assert.Equal(_objects, plan.Objects);
        Assert.False(plan.FlippedHorizontally);
    }

    [Fact]
    public void FlipVertically_HandWorked_SwapsTopAndBottom()
    {
        AugmentationPlan plan = NewPlan();
        plan.FlipVertically();
        Assert.Equal(new BoxXyxy(10, 20, 30, 60), plan.Objects[0].Box);
        Assert.Equal(new BoxXyxy(50, 40, 95, 75), plan.Objects[1].Box);
        plan.FlipVertically();
        Assert.Equal(_objects, plan.Objects);
    }

    [Fact]
    public void Crop_HandWorked_KeepsCentresAndClips()
    {
        AugmentationPlan plan = NewPlan();
        plan.Crop(new BoxXyxy(15, 0, 65, 80));

        // Centres: (20, 40) inside, (72.5, 22.5) outside, (50, 60) inside.
        Assert.Equal([0, 2], plan.Objects.Select(item => item.ClassId));
        Assert.Equal(new BoxXyxy(0, 20, 15, 60), plan.Objects[0].Box);
        Assert.Equal(new BoxXyxy(25, 50, 45, 70), plan.Objects[1].Box);
        Assert.True(plan.Objects[1].Difficult);
        Assert.Equal(new BoxXyxy(15, 0, 65, 80), plan.Region);
    }

    [Fact]
    public void Crop_AnnotatedArea_ShrinksWithTheBox()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 80, [new AnnotatedObject(new BoxXyxy(10, 20, 30, 60), 0, Area: 400)]);
        plan.FlipHorizontally();
        Assert.Equal(400, plan.Objects[0].Area);
        plan.Crop(new BoxXyxy(0, 0, 85, 80));
        Assert.Equal(300, plan.Objects[0].Area);
    }

    [Fact]
    public void Crop_AfterAFlip_TakesTheMirroredRegion()
    {
        AugmentationPlan plan = NewPlan();
        plan.FlipHorizontally();
        plan.Crop(new BoxXyxy(0, 10, 40, 80));
        Assert.Equal(new BoxXyxy(60, 10, 100, 80), plan.Region);
        plan.FlipVertically();
        plan.Crop(new BoxXyxy(0, 0, 40, 30));
        Assert.Equal(new BoxXyxy(60, 50, 100, 80), plan.Region);
    }

    [Fact]
    public void ScaleObjects_HandWorked_ScalesBoxAndArea()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 80, [new AnnotatedObject(new BoxXyxy(10, 20, 30, 60), 0, Area: 500)]);
        List<AnnotatedObject> scaled = [default];
        plan.ScaleObjects(200, 40, scaled);
        Assert.Equal([new AnnotatedObject(new BoxXyxy(20, 10, 60, 30), 0, Area: 500)], scaled);
    }

    [Fact]
    public void SsdExpand_Always_ShrinksTheObjectsTogether()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            AugmentationPlan plan = NewPlan();
            RandomStream random = new(seed);
            new SsdExpand { Probability = 1 }.Apply(plan, ref random);
            Assert.Equal(3, plan.Objects.Count);
            Assert.InRange(plan.Width, 100, 400);
            Assert.Equal(100f / 80, plan.Width / plan.Height, 1e-3f);
            Assert.True(plan.Region.X1 <= 0 && plan.Region.Y1 <= 0 && plan.Region.X2 >= 99.99f && plan.Region.Y2 >= 79.99f);
            Assert.Equal(20, plan.Objects[0].Box.Width, 1e-3f);
        }
    }

    [Fact]
    public void SsdCrop_ManySeeds_HoldsTheScaleTheAspectAndSomeObject()
    {
        int whole = 0;
        for (int seed = 0; seed < 700; seed++)
        {
            AugmentationPlan plan = NewPlan();
            RandomStream random = new(seed);
            new SsdCrop().Apply(plan, ref random);
            Assert.NotEmpty(plan.Objects);
            Assert.InRange(plan.Width, 29.9f, 100.1f);
            Assert.InRange(plan.Height, 23.9f, 80.1f);
            Assert.InRange(plan.Width / 100 / (plan.Height / 80), 0.499f, 2.001f);
            whole += plan.Region == new BoxXyxy(0, 0, 100, 80) ? 1 : 0;
        }

        // At least one choice in seven is the whole picture; with retries rather more, never most of them.
        Assert.InRange(whole, 70, 400);
    }

    [Fact]
    public void SsdCrop_NoObjects_StillCrops()
    {
        int cropped = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            AugmentationPlan plan = new();
            plan.Reset(100, 80, []);
            RandomStream random = new(seed);
            new SsdCrop().Apply(plan, ref random);
            cropped += plan.Width < 100 ? 1 : 0;
        }

        Assert.InRange(cropped, 60, 100);
    }

    [Fact]
    public void Apply_AnySeed_KeepsBoxesInsideAndPixelsUnderThem() => Properties.Hold<int>(seed =>
    {
        // One white object on black: after everything but colours, white pixels are exactly under the moved box.
        PixelImage picture = new(100, 80);
        BoxXyxy box = new(30, 20, 60, 50);
        Paint(picture, box);
        AugmentationPlan plan = new();
        plan.Reset(100, 80, [new AnnotatedObject(box, 0)]);
        RandomStream random = new(seed);
        new AugmentationChain(new SsdExpand { Fill = default }, new SsdCrop(), new HorizontalFlip(), new VerticalFlip()).Apply(plan, ref random);
        List<AnnotatedObject> objects = [];
        plan.ScaleObjects(64, 48, objects);
        PixelImage result = new ImageResampler().ToImage(picture, plan.ToRequest(64, 48));
        BoxXyxy moved = Assert.Single(objects).Box;
        bool inside = moved.IsProper && moved.X1 >= 0 && moved.Y1 >= 0 && moved.X2 <= 64.001f && moved.Y2 <= 48.001f;
        return inside && PixelsAgree(result, moved, Math.Max(1, plan.Width / 64), Math.Max(1, plan.Height / 48));
    });

    [Fact]
    public void Apply_SameStream_SamePlan() => Properties.Hold<(int Seed, int Epoch, int Index)>(keys =>
    {
        (int seed, int epoch, int index) = keys;
        AugmentationPlan first = NewPlan(), second = NewPlan();
        RandomStream one = new(seed, epoch, index), two = new(seed, epoch, index);
        AugmentationPresets.SsdPaper.Apply(first, ref one);
        AugmentationPresets.SsdPaper.Apply(second, ref two);
        return first.ToRequest(32, 32) == second.ToRequest(32, 32) && first.Objects.SequenceEqual(second.Objects)
            && one.NextBits() == two.NextBits();
    });

    [Fact]
    public void PhotometricDistortion_ManySeeds_KeepsBoxesAndVariesColours()
    {
        HashSet<ColourTransform> seen = [];
        for (int seed = 0; seed < 100; seed++)
        {
            AugmentationPlan plan = NewPlan();
            RandomStream random = new(seed);
            new PhotometricDistortion().Apply(plan, ref random);
            Assert.Equal(_objects, plan.Objects);
            seen.Add(plan.Colour);
        }

        // All four are left out in one of sixteen: about 94 different transforms.
        Assert.InRange(seen.Count, 80, 100);
    }

    [Fact]
    public void None_Preset_ChangesNothing()
    {
        AugmentationPlan plan = NewPlan();
        RandomStream random = new(1);
        AugmentationPresets.None.Apply(plan, ref random);
        Assert.Equal(_objects, plan.Objects);
        Assert.True(plan.Colour.IsIdentity);
        Assert.Equal(new BoxXyxy(0, 0, 100, 80), plan.Region);
    }

    [Fact]
    public void Options_OutOfRange_NameTheRange()
    {
        Assert.Contains("[0, 1]", Assert.Throws<ArgumentOutOfRangeException>(() => new HorizontalFlip(1.5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VerticalFlip(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SsdCrop { MinimumScale = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SsdCrop { MinimumOverlaps = [0.5, 2] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SsdExpand { MaximumRatio = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhotometricDistortion { HueDegrees = 200 });
        Assert.Throws<ArgumentException>(() => NewPlan().Crop(default));
    }

    private static AugmentationPlan NewPlan()
    {
        AugmentationPlan plan = new();
        plan.Reset(100, 80, _objects);
        return plan;
    }

    private static void Paint(PixelImage picture, BoxXyxy box)
    {
        for (int y = (int)box.Y1; y < (int)box.Y2; y++)
        {
            picture.Rgb.AsSpan(((y * picture.Width) + (int)box.X1) * 3, (int)box.Width * 3).Fill(255);
        }
    }

    /// <summary>White well inside the box, black well outside it; within one filter radius of the edge it may be grey.</summary>
    private static bool PixelsAgree(PixelImage picture, BoxXyxy box, float blurX, float blurY)
    {
        float marginX = blurX + 1, marginY = blurY + 1;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            float x = (i % picture.Width) + 0.5f, y = (i / picture.Width) + 0.5f;

            bool deep = x > box.X1 + marginX && x < box.X2 - marginX && y > box.Y1 + marginY && y < box.Y2 - marginY;
            bool far = x < box.X1 - marginX || x > box.X2 + marginX || y < box.Y1 - marginY || y > box.Y2 + marginY;
            byte value = picture.Rgb[i * 3];
            if ((deep && value < 250) || (far && value > 5))
            {
                return false;
            }
        }

        return true;
    }
}
