using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>What a data view of many images keeps in memory.</summary>
public sealed class LargeDatasetTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    [Trait("Category", "Verify")]
    public void LoadDetections_HundredThousandImages_FitIn1500Megabytes()
    {
        const int Images = 100_000, Objects = 8 * Images;
        string path = _folder.File("instances_train.json");
        WriteCoco(path, Images, Objects);
        Assert.InRange(new FileInfo(path).Length, 400 * Megabyte, 500 * Megabyte);
        long rows = 0, objects = 0;
        long peak = ResidentMemory.PeakAbove(() =>
        {
            IDataView view = _ml.Data.LoadDetections(path, new DatasetOptions { FindImages = false });
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema["BoundingBoxes"]);
            VBuffer<float> boxes = default;
            while (cursor.MoveNext())
            {
                getter(ref boxes);
                rows++;
                objects += boxes.Length / 4;
            }
        });
        Assert.Equal((Images, Objects), (rows, objects));
        Assert.True(peak < 1500 * Megabyte, $"{peak / Megabyte} MB were taken.");
    }

    [LinuxFact]
    [Trait("Category", "Verify")]
    public void LoadDetectionImages_ReadThrough_HoldsNoImages()
    {
        // 120 pictures of 1600x1200, 7.7 MB each when decoded: 922 MB, if a cursor kept them.
        const int Images = 120;
        string folder = _folder.File("set");
        Directory.CreateDirectory(folder);
        using (MLImage picture = new PixelImage(1600, 1200).ToMLImage())
        {
            picture.Save(Path.Combine(folder, "0.jpg"));
        }

        List<string> table = ["image,xmin,ymin,xmax,ymax,class"];
        for (int i = 0; i < Images; i++)
        {
            table.Add($"{i}.jpg,1,2,30,40,cat");
            if (i > 0)
            {
                File.Copy(Path.Combine(folder, "0.jpg"), Path.Combine(folder, $"{i}.jpg"));
            }
        }

        File.WriteAllLines(Path.Combine(folder, "train.csv"), table);
        int read = 0;
        long peak = ResidentMemory.PeakAbove(() =>
        {
            IDataView rows = _ml.Data.LoadDetections(folder);
            IDataView view = _ml.Transforms.LoadDetectionImages().Fit(rows).Transform(rows);
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
            ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
            MLImage image = null!;
            while (cursor.MoveNext())
            {
                getter(ref image);
                read += image.Width / 1600;
            }
        });
        Assert.Equal(Images, read);
        Assert.True(peak < 200 * Megabyte, $"{peak / Megabyte} MB were taken.");
    }

    private static void WriteCoco(string path, int images, int objects)
    {
        using StreamWriter json = new(path);
        json.Write("{\"images\":[");
        for (int i = 0; i < images; i++)
        {
            json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"file_name\":\"{i:D12}.jpg\",\"width\":640,\"height\":480}}");
        }

        string outline = string.Join(',', Enumerable.Range(0, 60).Select(i => $"{100 + (i * 7)}.{i % 100:D2}"));
        json.Write("],\"annotations\":[");
        for (int i = 0; i < objects; i++)
        {
            json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"image_id\":{i % images},\"category_id\":{(i % 80) + 1},\"bbox\":[{i % 500}.25,{i % 300}.5,{(i % 90) + 10}.75,{(i % 70) + 10}],\"area\":{i % 999}.5,\"iscrowd\":0,\"segmentation\":[[{outline}]]}}");
        }

        json.Write("],\"categories\":[" + string.Join(',', Enumerable.Range(1, 80).Select(i => $"{{\"id\":{i},\"name\":\"c{i}\"}}")) + "]}");
    }
}
