using System.Diagnostics;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Benchmarks;

/// <summary>The evaluator from 1,000 to 50,000 images of 100 detections each, beside as many times its own figure at 1,000.</summary>
internal sealed class EvaluatorLinearity : IComparisonBenchmark
{
    public string Name => "coco-linear";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        // The code is compiled anew while it first runs: until it is, the small sets would look slow.
        EvaluationSet warm = Draw(1000);
        for (int i = 0; i < 30; i++)
        {
            Seconds(warm);
        }

        double unit = 0;
        foreach (int images in new[] { 1000, 2000, 5000, 10000, 20000, 50000 })
        {
            double seconds = Seconds(Draw(images));
            unit = unit == 0 ? seconds / images : unit;
            yield return new Comparison($"{Name}-{images}", seconds, unit * images, "s", "1,000 images, so many times");
        }
    }

    private static double Seconds(EvaluationSet set)
    {
        double[] seconds = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            new CocoEvaluator().Evaluate(set);
            return clock.Elapsed.TotalSeconds;
        })];
        return seconds.Order().ElementAt(2);
    }

    /// <summary>Boxes of COCO's sizes and counts in 80 classes, a third of the detections near an object.</summary>
    private static EvaluationSet Draw(int images)
    {
        Random random = new(2017);
        EvaluationSetBuilder builder = new();
        double Side(double most) => Math.Min(most, 4 - (90 * Math.Log(1 - random.NextDouble())));
        int Class() => Math.Min(79, (int)(-18 * Math.Log(1 - random.NextDouble())));
        for (int i = 0; i < images; i++)
        {
            GroundTruthBox[] truths = [.. Enumerable.Range(0, Math.Min(60, (int)(-7.4 * Math.Log(1 - random.NextDouble())))).Select(_ =>
            {
                double width = Side(640), height = Side(480);
                return new GroundTruthBox(random.NextDouble() * (640 - width), random.NextDouble() * (480 - height), width, height, Class(), width * height * 0.7, random.NextDouble() < 0.012);
            })];
            DetectionBox[] found = [.. Enumerable.Range(0, 100).Select(_ =>
            {
                if (truths.Length > 0 && random.NextDouble() < 0.35)
                {
                    GroundTruthBox near = truths[random.Next(truths.Length)];
                    double shift = (random.NextDouble() - 0.5) * 0.3;
                    return new DetectionBox(near.X + (shift * near.Width), near.Y, near.Width * (0.9 + (random.NextDouble() * 0.2)), near.Height, near.ClassId, Math.Round(random.NextDouble(), 3));
                }

                double width = Side(640), height = Side(480);
                return new DetectionBox(random.NextDouble() * (640 - width), random.NextDouble() * (480 - height), width, height, Class(), Math.Round(Math.Pow(random.NextDouble(), 6), 3));
            })];
            builder.Add(new EvaluationImage(i, ""), truths, found);
        }

        return builder.Build();
    }
}
