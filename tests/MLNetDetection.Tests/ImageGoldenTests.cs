using System.IO.Compression;
using System.Text.Json;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>Files of every kind, beside the pixels that Pillow gives of them (tests/Golden/make_images_golden.py).</summary>
public sealed class ImageGoldenTests : IDisposable
{
    private static readonly Item[] _items = ReadItems();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. _items.Select(item => item.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EachKind_GivesPillowsPixels(string name)
    {
        Item item = _items.Single(item => item.Name == name);
        string path = _folder.File(name.Replace(':', '-'));
        File.WriteAllBytes(path, item.File);

        PixelImage image = DetectionImages.Read(path);

        Assert.Equal((item.Width, item.Height), (image.Width, image.Height));
        double sum = 0;
        for (int i = 0; i < image.Rgb.Length; i++)
        {
            int off = Math.Abs(image.Rgb[i] - item.Rgb[i]), alpha = item.Alpha[i / 3];

            // Opaque colours are equal but for one step of rounding. ML.NET multiplies by alpha, after which 255 / (2 alpha) steps are lost,
            // and all of a clear colour.
            // Decoders may enlarge halved colours in other ways: there only the mean is held.
            int allowed = name == "4:2:0.jpg" ? 255 : alpha == 255 ? 1 : alpha == 0 ? 255 : 1 + (int)Math.Ceiling(127.5 / alpha);
            Assert.True(off <= allowed, $"{name}: byte {i} is {image.Rgb[i]}, Pillow's {item.Rgb[i]}, alpha {alpha}");
            sum += alpha == 0 ? 0 : off;
        }

        Assert.InRange(sum / image.Rgb.Length, 0, 1);
        Assert.Equal(item.Alpha.Any(alpha => alpha < 255), ImageFileInfo.Read(item.File).Layout == ColourLayout.Rgba);
    }

    private static Item[] ReadItems()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", "images.json.gz"));
        using GZipStream text = new(file, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Item[]>(text, JsonSerializerOptions.Web)!;
    }

    private sealed record Item(string Name, byte[] File, int Width, int Height, byte[] Rgb, byte[] Alpha);
}
