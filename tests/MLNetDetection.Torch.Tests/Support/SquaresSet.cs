using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Red and blue squares of 16 to 32 pixels on grey pictures of 80x60; every fourth picture is empty.</summary>
internal sealed class SquaresSet(int count, int seed = 0, string[]? classes = null) : ITrainingSet
{
    public int Count => count;

    public IReadOnlyList<string> ClassNames { get; } = classes ?? ["red", "blue"];

    public TrainingSample Read(int index)
    {
        var random = new RandomStream(seed, 0, index);
        var image = new PixelImage(80, 60);
        image.Rgb.AsSpan().Fill((byte)random.NextInt(90, 160));
        var objects = new List<AnnotatedObject>();
        if (index % 4 != 3)
        {
            int side = random.NextInt(16, 33), x = random.NextInt(80 - side), y = random.NextInt(60 - side), kind = random.NextInt(2);
            for (int row = y; row < y + side; row++)
            {
                for (int column = x; column < x + side; column++)
                {
                    int at = (row * 80 + column) * 3;
                    image.Rgb[at] = kind == 0 ? (byte)230 : (byte)20;
                    image.Rgb[at + 1] = 20;
                    image.Rgb[at + 2] = kind == 0 ? (byte)20 : (byte)230;
                }
            }

            objects.Add(new AnnotatedObject(new BoxXyxy(x, y, x + side, y + side), kind));
        }

        return new TrainingSample($"square {index}", image, objects);
    }
}
