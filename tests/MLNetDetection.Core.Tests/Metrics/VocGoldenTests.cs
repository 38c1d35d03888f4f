using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Metrics;

/// <summary>Figures of random problems by tests/Golden/voc_plain.py.</summary>
public class VocGoldenTests
{
    private const double Tolerance = 1e-12;

    public sealed record Setting(double[] Iou, double[][] Scales, bool Eleven, bool Inclusive, bool Imagenet)
    {
        public VocEvaluatorOptions Options() => new()
        {
            IouThresholds = Iou,
            ScaleRanges = [.. Scales.Select(s => new ScaleRange(s[0], s[1]))],
            Interpolation = Eleven ? VocInterpolation.ElevenPoint : VocInterpolation.AllPoint,
            InclusivePixels = Inclusive,
            Matching = Imagenet ? VocMatching.ImageNet : VocMatching.PascalVoc,
        };
    }

    public sealed record Problem : GoldenProblem
    {
        /// <summary>[setting][class]: its id, AP and recall, both [scale][threshold].</summary>
        public required System.Text.Json.JsonElement[][][] Results { get; init; }

        /// <summary>[number][threshold].</summary>
        public required double[][] Recalls { get; init; }
    }

    public sealed record GoldenProblems(Setting[] Settings, int[] Numbers, double[] Iou, Problem[] Problems);

    [Fact]
    public void Evaluate_RandomProblems_EqualsTheRestatement()
    {
        GoldenProblems golden = GoldenFile.Read<GoldenProblems>("voc.json.gz");
        Assert.Equal((120, 7), (golden.Problems.Length, golden.Settings.Length));
        foreach (Problem problem in golden.Problems)
        {
            EvaluationSet set = problem.ToSet();
            for (int s = 0; s < golden.Settings.Length; s++)
            {
                VocMetrics found = new VocEvaluator(golden.Settings[s].Options()).Evaluate(set);
                Check(problem.Results[s], found, golden.Settings[s]);
            }
        }
    }

    [Fact]
    public void ProposalRecall_RandomProblems_EqualsTheRestatement()
    {
        GoldenProblems golden = GoldenFile.Read<GoldenProblems>("voc.json.gz");
        ProposalRecallEvaluator evaluator = new(new ProposalRecallOptions { ProposalNumbers = golden.Numbers, IouThresholds = golden.Iou });
        foreach (Problem problem in golden.Problems)
        {
            ProposalRecallMetrics found = evaluator.Evaluate(problem.ToSet());
            for (int n = 0; n < golden.Numbers.Length; n++)
            {
                double[] row = [.. golden.Iou.Select(iou => found.RecallAt(golden.Numbers[n], iou))];
                Assert.Equal(problem.Recalls[n], row);
                Assert.Equal(row.Average(), found.AverageRecall(golden.Numbers[n]), Tolerance);
            }
        }
    }

    private static void Check(System.Text.Json.JsonElement[][] wanted, VocMetrics found, Setting setting)
    {
        Assert.Equal(wanted.Length, found.Classes.Count);
        for (int c = 0; c < wanted.Length; c++)
        {
            Assert.Equal(wanted[c][0].GetInt32(), found.Classes[c].ClassId);
            for (int scale = 0; scale < Math.Max(1, setting.Scales.Length); scale++)
            {
                for (int t = 0; t < setting.Iou.Length; t++)
                {
                    Assert.Equal(wanted[c][1][scale][t].GetDouble(), found.Classes[c].ApAt(setting.Iou[t], scale), Tolerance);
                    Assert.Equal(wanted[c][2][scale][t].GetDouble(), found.Classes[c].RecallAt(setting.Iou[t], scale), Tolerance);
                }
            }
        }

        double[] defined = [.. wanted.Select(c => c[1][0][0].GetDouble()).Where(ap => ap >= 0)];
        Assert.Equal(defined.Length > 0 ? defined.Average() : -1, found.MeanAp, Tolerance);
    }
}
