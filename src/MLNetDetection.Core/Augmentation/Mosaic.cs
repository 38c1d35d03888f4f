using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>Four pictures around a random crossing (Bochkovskiy et al. 2020): small objects, odd neighbours, more objects in each picture.</summary>
public sealed class Mosaic : IPictureMix
{
    private readonly int _width;
    private readonly int _height;

    /// <summary>Mosaics of one size, as a rule the network's input.</summary>
    /// <param name="width">Pixels across, at least 8.</param>
    /// <param name="height">Pixels down, at least 8.</param>
    public Mosaic(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 8);
        _width = width;
        _height = height;
    }

    /// <summary>In [0, 1].</summary>
    public double Probability { get; init => field = Ranges.Probability(value); } = 0.5;

    /// <summary>The crossing lies between this and 1 - this of each side; [0.1, 0.5].</summary>
    public double MinimumShare { get; init => field = Ranges.Within(value, 0.1, 0.5); } = 0.3;

    /// <summary>An object stays where at least this share of its box is in its picture's corner; (0, 1].</summary>
    public double MinimumVisible { get; init => field = Ranges.Within(value, 1e-6, 1); } = 0.3;

    /// <inheritdoc />
    public TrainingSample Apply(TrainingSample sample, ITrainingSet set, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(set);
        if (!random.NextBool(Probability) || set.Count == 0)
        {
            return sample;
        }

        int crossX = (int)(_width * random.NextDouble(MinimumShare, 1 - MinimumShare)), crossY = (int)(_height * random.NextDouble(MinimumShare, 1 - MinimumShare));
        PixelImage canvas = new(_width, _height);
        List<AnnotatedObject> objects = [];
        for (int corner = 0; corner < 4; corner++)
        {
            TrainingSample part = corner == 0 ? sample : set.Read(random.NextInt(set.Count));
            bool right = corner % 2 == 1, bottom = corner >= 2;
            var (x, width) = right ? (crossX, _width - crossX) : (0, crossX);
            var (y, height) = bottom ? (crossY, _height - crossY) : (0, crossY);
            Place(part, canvas, objects, x, y, width, height, ref random);
        }

        return new TrainingSample(sample.Name + " and 3 more", canvas, objects);
    }

    /// <summary>A window of the corner's aspect out of the picture, as large as fits, into the corner.</summary>
    private void Place(TrainingSample part, PixelImage canvas, List<AnnotatedObject> objects, int x, int y, int width, int height, ref RandomStream random)
    {
        AugmentationPlan plan = new();
        plan.Reset(part.Image.Width, part.Image.Height, part.Objects);
        float scale = Math.Min(plan.Width / width, plan.Height / height);
        float across = scale * width, down = scale * height;
        float left = random.NextSingle(0, 1) * (plan.Width - across), top = random.NextSingle(0, 1) * (plan.Height - down);
        plan.Crop(new BoxXyxy(left, top, left + across, top + down), MinimumVisible);
        PixelImage corner = new ImageResampler().ToImage(part.Image, plan.ToRequest(width, height));
        for (int row = 0; row < height; row++)
        {
            corner.Rgb.AsSpan(row * width * 3, width * 3).CopyTo(canvas.Rgb.AsSpan((((y + row) * canvas.Width) + x) * 3));
        }

        List<AnnotatedObject> scaled = [];
        plan.ScaleObjects(width, height, scaled);
        objects.AddRange(scaled.Where(item => item.Box.IsProper).Select(item => item with
        {
            Box = new(item.Box.X1 + x, item.Box.Y1 + y, item.Box.X2 + x, item.Box.Y2 + y),
        }));
    }
}
