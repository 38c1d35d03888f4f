using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>ml.Model.Save and Load of about 109 MB of weights, beside torch.save and torch.load of as many.</summary>
internal sealed class LargeModelComparison : IComparisonBenchmark
{
    private const string Script = """
        import torch, time, sys, os, tempfile, statistics
        n = int(sys.argv[1]); state = {str(i): torch.rand(n // 16) for i in range(16)}; s = []; l = []
        path = tempfile.mktemp()
        for _ in range(5):
            a = time.perf_counter(); torch.save(state, path); s.append(time.perf_counter() - a)
            a = time.perf_counter(); torch.load(path); l.append(time.perf_counter() - a)
        os.remove(path)
        print(statistics.median(s if sys.argv[2] == 'save' else l))
        """;

    public string Name => "model-file-100mb";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run()
    {
        var ml = new MLContext(1);
        using SsdTransformer model = Train(ml, out DataViewSchema schema);
        string parameters = model.Detector.ParameterCount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            double save = Median(() => ml.Model.Save(model, schema, path));
            double load = Median(() => ((IDisposable)ml.Model.Load(path, out _)).Dispose());
            return
            [
                new($"{Name}-save", save, Peers.Number(Script, parameters, "save"), "s", "torch.save, uncompressed"),
                new($"{Name}-load", load, Peers.Number(Script, parameters, "load"), "s", "torch.load"),
            ];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static SsdTransformer Train(MLContext ml, out DataViewSchema schema)
    {
        using MLImage image = new PixelImage(64, 64).ToMLImage();
        IDataView data = ml.Data.LoadFromEnumerable([new Example { Image = image, Label = [1], BoundingBoxes = [8, 8, 40, 40] }]);
        schema = data.Schema;
        return new SsdTrainer(ml, new SsdTrainer.Options
        {
            Architecture = new TinySsd(64, 64, 608),
            Training = new TrainingOptions { Epochs = 1 },
        }).Fit(data);
    }

    private static double Median(Action action)
    {
        double[] seconds = new double[5];
        for (int i = 0; i < seconds.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[2];
    }

    private sealed class Example
    {
        [Microsoft.ML.Transforms.Image.ImageType(64, 64)]
        public MLImage Image { get; set; } = null!;

        [KeyType(1)]
        public uint[] Label { get; set; } = [];

        public float[] BoundingBoxes { get; set; } = [];
    }
}
