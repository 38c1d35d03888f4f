using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Metrics;

public class CocoGoldenTests
{
    public sealed record Problem(long[] Images, double[] Figures, double[][] Truths, double[][] Detections);

    [Fact]
    public void Evaluate_RandomProblems_EqualsTheReference()
    {
        Problem[] problems = GoldenFile.Read<Problem[]>("coco.json");
        Assert.Equal(40, problems.Length);
        foreach (Problem problem in problems)
        {
            EvaluationSetBuilder forward = new(), backward = new();
            Parallel.ForEach(problem.Images, image => AddImage(forward, problem, image));
            foreach (long image in problem.Images.Reverse())
            {
                AddImage(backward, problem, image);
            }

            double[] found = Figures(forward, 0);

            // Sums of up to 4,000 precisions: the orders of adding differ by far less than this.
            Assert.All(problem.Figures.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            Assert.Equal(found, Figures(backward, 1));
        }
    }

    private static double[] Figures(EvaluationSetBuilder builder, int threads) =>
        [.. new CocoEvaluator(new CocoEvaluatorOptions { Threads = threads }).Evaluate(builder.Build()).Figures.Select(f => f.Value)];

    private static void AddImage(EvaluationSetBuilder builder, Problem problem, long image) => builder.Add(
        new EvaluationImage(image, ""),
        [.. problem.Truths.Where(t => t[0] == image).Select(t => new GroundTruthBox(t[2], t[3], t[4], t[5], (int)t[1], t[6], t[7] != 0))],
        [.. problem.Detections.Where(d => d[0] == image).Select(d => new DetectionBox(d[2], d[3], d[4], d[5], (int)d[1], d[6]))]);
}
