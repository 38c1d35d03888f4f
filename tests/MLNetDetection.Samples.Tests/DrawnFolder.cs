using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Samples.Tests;

/// <summary>Small Pascal VOC folders that the tests draw.</summary>
internal static class DrawnFolder
{
    /// <summary>Pictures of 320x240 with the demo's shapes, in the parts train and test.</summary>
    public static void Shapes(string folder, int train, int test)
    {
        var generator = new ShapesGenerator(new ShapesOptions { EmptyShare = 0 });
        Write(folder, "jpg", generator.ClassNames, train, test, index => generator.Draw(index));
    }

    /// <summary>Pictures of 80x60 with a red or blue square of 16 to 32 pixels, which a small network learns in seconds.</summary>
    public static void Squares(string folder, int train, int test) => Write(folder, "png", ["red", "blue"], train, test, DrawSquare);

    private static void Write(
        string folder, string type, IReadOnlyList<string> classes, int train, int test, Func<int, (PixelImage Image, IReadOnlyList<AnnotatedObject> Objects)> draw)
    {
        var writer = new PascalVocWriter(folder);
        string[] names = [.. Enumerable.Range(0, train + test).Select(index => $"{index:0000}.{type}")];
        for (int index = 0; index < names.Length; index++)
        {
            (PixelImage image, IReadOnlyList<AnnotatedObject> objects) = draw(index);
            using MLImage picture = image.ToMLImage();
            picture.Save(writer.ImagePath(names[index]));
            writer.WriteAnnotation(names[index], image.Width, image.Height, objects, classes);
        }

        writer.WriteSplit("train", names[..train]);
        writer.WriteSplit("test", names[train..]);
    }

    private static (PixelImage Image, IReadOnlyList<AnnotatedObject> Objects) DrawSquare(int index)
    {
        var random = new Random(index);
        var image = new PixelImage(80, 60);
        image.Rgb.AsSpan().Fill((byte)random.Next(90, 160));
        int side = random.Next(16, 33), left = random.Next(80 - side), top = random.Next(60 - side), kind = random.Next(2);
        for (int y = top; y < top + side; y++)
        {
            for (int x = left; x < left + side; x++)
            {
                int at = 3 * ((y * image.Width) + x);
                (image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]) = kind == 0 ? ((byte)230, (byte)20, (byte)20) : ((byte)20, (byte)20, (byte)230);
            }
        }

        return (image, [new AnnotatedObject(new BoxXyxy(left, top, left + side, top + side), kind)]);
    }
}
