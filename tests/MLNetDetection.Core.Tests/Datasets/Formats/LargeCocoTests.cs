using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>COCO files of the size of the real ones.</summary>
public sealed class LargeCocoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ThousandImages_CountsThem() => Open(1000);

    [Fact]
    [Trait("Category", "Verify")]
    public void Open_HundredThousandImages_TakesHundredsOfMegabytes()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        DetectionDataset set = Open(100_000);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;

        // Other tests come and go beside this one; none of them is of this size.
        Assert.True(held < 400L << 20, $"{held >> 20} MB are held.");
        GC.KeepAlive(set);
    }

    private DetectionDataset Open(int count)
    {
        string path = Path.Combine(_folder.Root, "instances_train.json");
        using (StreamWriter json = new(path))
        {
            json.Write("{\"images\":[");
            for (int i = 0; i < count; i++)
            {
                json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"file_name\":\"{i:D12}.jpg\",\"width\":640,\"height\":480}}");
            }

            json.Write("],\"annotations\":[");
            for (int i = 0; i < 8 * count; i++)
            {
                json.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"image_id\":{i % count},\"category_id\":{(i % 80) + 1},\"bbox\":[{i % 500}.25,{i % 300}.5,{(i % 90) + 10}.75,{(i % 70) + 10}],\"area\":{i % 999}.5,\"iscrowd\":0,\"segmentation\":[[1.5,2.5,3.5,4.5,5.5,6.5,7.5,8.5]]}}");
            }

            json.Write("],\"categories\":[" + string.Join(',', Enumerable.Range(1, 80).Select(i => $"{{\"id\":{i},\"name\":\"c{i}\"}}")) + "]}");
        }

        DetectionDataset set = DetectionDataset.Open(path, new DatasetOptions { FindImages = false });
        Assert.Equal((count, 8 * count), (set.Images.Count, set.ObjectCount));
        return set;
    }
}
