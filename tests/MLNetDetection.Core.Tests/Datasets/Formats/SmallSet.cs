using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>Data sets of tiny pictures that a seed decides.</summary>
internal static class SmallSet
{
    public static string[] ClassNames { get; } = ["zebra", "ant", "it's a \"cat\""];

    /// <summary>A picture file without content: the head of a bitmap, or all of it.</summary>
    public static byte[] Bitmap(int width, int height, byte grey = 0)
    {
        int row = ((width * 24) + 31) / 32 * 4;
        byte[] file = new byte[54 + (row * height)];
        file.AsSpan(54).Fill(grey);
        "BM"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(10), 54);
        BitConverter.TryWriteBytes(file.AsSpan(14), 40);
        BitConverter.TryWriteBytes(file.AsSpan(18), width);
        BitConverter.TryWriteBytes(file.AsSpan(22), height);
        BitConverter.TryWriteBytes(file.AsSpan(26), (short)1);
        BitConverter.TryWriteBytes(file.AsSpan(28), (short)24);
        return file;
    }

    /// <summary>A set in <paramref name="folder"/>, with every kind of image and object that some format can hold.</summary>
    public static DetectionDataset Make(TemporaryFolder folder, int seed, bool whole, string[]? classNames = null)
    {
        RandomStream random = new(seed);
        string[] names = classNames ?? ClassNames;
        List<AnnotatedImage> images = [];
        for (int i = 0; i < 5; i++)
        {
            int width = random.NextInt(20, 900), height = random.NextInt(20, 700);
            string path = Path.Combine(folder.Root, "source", $"picture {i}.bmp");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Bitmap(width, height));
            AnnotatedObject[] objects = [.. Enumerable.Range(0, i == 3 ? 0 : random.NextInt(1, 5)).Select(_ => Object(ref random, width, height, names.Length, whole))];
            images.Add(new AnnotatedImage(path, width, height, objects) { Split = i < 3 ? "train" : i == 3 ? "val" : "test" });
        }

        return new DetectionDataset(folder.Root, names, images, []);
    }

    private static AnnotatedObject Object(ref RandomStream random, int width, int height, int classes, bool whole)
    {
        float left = random.NextSingle(0, width - 4), top = random.NextSingle(0, height - 4);
        BoxXyxy box = new(left, top, random.NextSingle(left + 2, width), random.NextSingle(top + 2, height));
        box = whole ? new(MathF.Floor(box.X1), MathF.Floor(box.Y1), MathF.Ceiling(box.X2), MathF.Ceiling(box.Y2)) : box;
        return new AnnotatedObject(box, random.NextInt(classes), random.NextBool(0.3), random.NextBool(0.2), random.NextBool(0.3) ? 12.5 : null);
    }
}
