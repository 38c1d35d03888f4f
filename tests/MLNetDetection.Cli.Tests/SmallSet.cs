using System.Globalization;
using System.Text;
using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Cli.Tests;

/// <summary>Pictures with a dark or a light block each, in a table of boxes or in parts.</summary>
internal static class SmallSet
{
    public const int Width = 96;
    public const int Height = 64;

    /// <summary>Arguments of train that make it a matter of a second.</summary>
    public static string[] Training =>
    [
        "--set", "network.width=96", "--set", "network.height=64", "--set", "network.channels=16", "--set", "training.batchSize=4",
        "--set", "training.threads=1", "--set", "training.workers=1",
    ];

    /// <summary>Writes a set of so many pictures; with copies, each is there twice, the second time a little brighter.</summary>
    public static string Write(string folder, int count, bool copies = false)
    {
        Directory.CreateDirectory(folder);
        var table = new StringBuilder("image,xmin,ymin,xmax,ymax,class,width,height\n");
        for (int i = 0; i < count; i++)
        {
            int kind = copies ? i / 2 : i, x = 7 * kind % 60, y = 11 * kind % 30;
            using MLImage picture = Draw(x, y, dark: kind % 2 == 0, brighter: copies ? i % 2 : 0).ToMLImage();
            picture.Save(Path.Combine(folder, $"{i}.png"));
            table.Append(CultureInfo.InvariantCulture, $"{i}.png,{x},{y},{x + 30},{y + 30},{(kind % 2 == 0 ? "dark" : "light")},{Width},{Height}\n");
        }

        File.WriteAllText(Path.Combine(folder, "boxes.csv"), table.ToString());
        return folder;
    }

    private static PixelImage Draw(int x, int y, bool dark, int brighter)
    {
        var image = new PixelImage(Width, Height);
        for (int at = 0; at < Width * Height; at++)
        {
            int column = at % Width, row = at / Width;
            bool inside = column >= x && column < x + 30 && row >= y && row < y + 30;
            image.Rgb.AsSpan(3 * at, 3).Fill((byte)((inside ? dark ? 20 : 220 : 90 + (column / 4) + (row / 2)) + brighter));
        }

        return image;
    }
}
