using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Tests.TestData;

/// <summary>Grey pictures with one or two coloured blocks: red blocks and blue blocks, on disk, with their boxes.</summary>
public sealed class BlockPictures
{
    public const int Width = 96;
    public const int Height = 64;

    /// <summary>A row as a user's class would be.</summary>
    public sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string[] Label { get; set; } = [];

        public float[] BoundingBoxes { get; set; } = [];
    }

    public static List<Row> Write(TemporaryFolder folder, int count, int seed = 1, bool withNegatives = true)
    {
        var random = new Random(seed);
        var rows = new List<Row>();
        for (int i = 0; i < count; i++)
        {
            var image = new PixelImage(Width, Height);
            for (int p = 0; p < image.Rgb.Length; p++)
            {
                image.Rgb[p] = (byte)random.Next(90, 140);
            }

            var row = new Row { ImagePath = folder.File($"{seed}-{i}.png") };
            if (!withNegatives || i % 5 != 4)
            {
                Add(image, row, random, i % 2 == 0);
            }

            using (MLImage picture = image.ToMLImage())
            {
                picture.Save(row.ImagePath);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static void Add(PixelImage image, Row row, Random random, bool red)
    {
        int width = random.Next(20, 40), height = random.Next(20, 40);
        int left = random.Next(0, Width - width), top = random.Next(0, Height - height);
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
            {
                int at = 3 * ((y * Width) + x);
                (image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]) = red ? ((byte)220, (byte)30, (byte)30) : ((byte)30, (byte)30, (byte)220);
            }
        }

        row.Label = [red ? "red" : "blue"];
        row.BoundingBoxes = [left, top, left + width, top + height];
    }

    /// <summary>Rows as the trainer wants them: labels as keys, images loaded lazily.</summary>
    public static IDataView Prepare(MLContext ml, IEnumerable<Row> rows) => Pipeline(ml).Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows));

    public static IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label")
        .Append(ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "ImagePath"));
}
