namespace MLNetDetection.Benchmarks;

/// <summary>A generated COCO set of 100,000 image files and 800,000 objects through ml.Data.LoadDetections, beside the limits of 10 s and 1.5 GB.</summary>
internal sealed class LargeDatasetScale : IComparisonBenchmark
{
    private const int Images = 100_000;
    private const int Objects = 8 * Images;

    public string Name => "coco-open-100000-images";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run()
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdetection-bench-").FullName;
        try
        {
            Write(folder);
            LargeDatasetMeasurement found = LargeDatasetMeasurement.OfFolder(folder);
            if ((found.Rows, found.Objects) != (Images, Objects))
            {
                throw new InvalidOperationException($"{found.Rows} rows and {found.Objects} objects were read.");
            }

            return
            [
                new(Name, found.OpenSeconds, 10, "s", "the limit"),
                new($"{Name}-peak", found.OpenPeakMegabytes, 1536, "MB", "the limit"),
                new($"{Name}-read-through", found.ReadSeconds, 10, "s", "the limit of opening"),
                new($"{Name}-read-through-peak", found.PeakMegabytes, 1536, "MB", "the limit"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Outlines as long as COCO's make the file 420 MB; the images are there, and empty.
    private static void Write(string folder)
    {
        string images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
        using StreamWriter json = new(Path.Combine(folder, "instances_train.json"));
        json.Write("{\"images\":[");
        for (int i = 0; i < Images; i++)
        {
            File.WriteAllBytes(Path.Combine(images, $"{i:D12}.jpg"), []);
            json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"file_name\":\"{i:D12}.jpg\",\"width\":640,\"height\":480}}");
        }

        string outline = string.Join(',', Enumerable.Range(0, 60).Select(i => $"{100 + (i * 7)}.{i % 100:D2}"));
        json.Write("],\"annotations\":[");
        for (int i = 0; i < Objects; i++)
        {
            json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"image_id\":{i % Images},\"category_id\":{(i % 80) + 1},\"bbox\":[{i % 500}.25,{i % 300}.5,{(i % 90) + 10}.75,{(i % 70) + 10}],\"area\":{i % 999}.5,\"iscrowd\":0,\"segmentation\":[[{outline}]]}}");
        }

        json.Write("],\"categories\":[" + string.Join(',', Enumerable.Range(1, 80).Select(i => $"{{\"id\":{i},\"name\":\"c{i}\"}}")) + "]}");
    }
}
