using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// Transform over 500 JPEG files, from paths to predicted columns, beside calling the detector for batches of the same files, decoded by the same
/// loader; in turn, medians. Once with rows read ahead and once without.
/// </summary>
internal sealed class TransformShare : IComparisonBenchmark
{
    private const int Images = 500;
    private const int Rounds = 5;

    public string Name => "transform";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        string folder = Directory.CreateTempSubdirectory("transform").FullName;
        try
        {
            Row[] rows = Draw(folder);
            var ml = new MLContext(1);
            IDataView paths = ml.Data.LoadFromEnumerable(rows);
            IDataView pictures = ml.Transforms.LoadDetectionImages().Fit(paths).Transform(paths);
            using SsdTransformer model = new SsdTrainer(ml, new SsdTrainer.Options
            {
                Architecture = new TinySsd(320, 240), Training = new TrainingOptions { Epochs = 1, BatchSize = 4, Threads = 2 }, PredictionBatchSize = 8,
            }).Fit(Learnt(ml, rows));
            (double direct, double ahead, double plain) = Measure(model, [.. rows.Select(row => row.ImagePath)], pictures);
            return
            [
                new($"{Name}-500-images", ahead, direct, "s", "the detector called directly"),
                new($"{Name}-500-images-not-ahead", plain, direct, "s", "the detector called directly"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Direct, double Ahead, double Plain) Measure(SsdTransformer model, string[] paths, IDataView pictures)
    {
        var times = new List<double>[3] { [], [], [] };
        for (int round = -1; round < Rounds; round++)
        {
            int[] counts = new int[3];
            for (int way = 0; way < 3; way++)
            {
                model.ReadsAhead = way == 1;
                long start = Stopwatch.GetTimestamp();
                counts[way] = way == 0 ? Directly(model, paths) : ByTransform(model, pictures);
                if (round >= 0)
                {
                    times[way].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }

            if (counts[0] != counts[1] || counts[1] != counts[2])
            {
                throw new InvalidOperationException($"The ways found {string.Join(", ", counts)} objects.");
            }
        }

        double[] medians = [.. times.Select(list => list.Order().ElementAt(Rounds / 2))];
        return (medians[0], medians[1], medians[2]);
    }

    private static int Directly(SsdTransformer model, string[] paths)
    {
        int count = 0;
        foreach (string[] batch in paths.Chunk(model.BatchSize))
        {
            count += model.Detector.Detect([.. batch.Select(path => DetectionImages.Read(path))], model.DetectOptions).Sum(found => found.Count);
        }

        return count;
    }

    private static int ByTransform(SsdTransformer model, IDataView pictures)
    {
        IDataView data = model.Transform(pictures);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema.Where(column => column.Name is "PredictedLabel" or "PredictedBoundingBoxes" or "Score"));
        ValueGetter<VBuffer<uint>> labels = cursor.GetGetter<VBuffer<uint>>(data.Schema["PredictedLabel"]);
        ValueGetter<VBuffer<float>> boxes = cursor.GetGetter<VBuffer<float>>(data.Schema["PredictedBoundingBoxes"]), scores = cursor.GetGetter<VBuffer<float>>(data.Schema["Score"]);
        VBuffer<uint> label = default;
        VBuffer<float> box = default, score = default;
        int count = 0;
        while (cursor.MoveNext())
        {
            labels(ref label);
            boxes(ref box);
            scores(ref score);
            count += score.Length;
        }

        return count;
    }

    private static IDataView Learnt(MLContext ml, Row[] rows)
    {
        IDataView some = ml.Data.LoadFromEnumerable(rows.Take(16));
        return ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.LoadDetectionImages()).Fit(some).Transform(some);
    }

    // Files of 640x480, as a camera's.
    private static Row[] Draw(string folder)
    {
        ShapesGenerator generator = new(new ShapesOptions { Width = 640, Height = 480 });
        return [.. Enumerable.Range(0, Images).Select(i =>
        {
            TrainingSample sample = new ShapesTrainingSet(generator, i, 1).Read(0);
            string path = Path.Combine(folder, $"{i}.jpg");
            using (MLImage image = sample.Image.ToMLImage())
            {
                image.Save(path);
            }

            return new Row { ImagePath = path, Label = [.. sample.Objects.Select(item => $"{item.ClassId}")], BoundingBoxes = [.. sample.Objects.SelectMany(item => (float[])[item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2])] };
        })];
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string[] Label { get; set; } = [];

        public float[] BoundingBoxes { get; set; } = [];
    }
}
