using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

public class CocoSharedFilesTests
{
    [SharedFact("eval/coco_val2014_100")]
    public void Compute_CocoVal2014_EqualsPycocotools() => Check(
        "coco_val2014_100", "instances_val2014_100.json", "instances_val2014_fakebbox100_results.json",
        0.5045806987, 0.6969727247, 0.5729816670, 0.5856257210, 0.5193996948, 0.5013978986,
        0.3868127796, 0.5936795763, 0.5953529829, 0.6398109626, 0.5664205979, 0.5642905983);

    [SharedFact("eval/coco_crowd_ignore")]
    public void Compute_CrowdAndTextIds_EqualsPycocotools() => Check(
        "coco_crowd_ignore", "gt_ignore_test.json", "dt_ignore_test.json",
        0.7099009901, 1, 0.8415841584, -1, 0.7099009901, -1, 0, 0.4538461538, 0.7153846154, -1, 0.7153846154, -1);

    private static void Check(string folder, string truth, string found, params double[] figures)
    {
        EvaluationSet set = CocoFiles.Read(SharedFolder.PathOf("eval", folder, truth), SharedFolder.PathOf("eval", folder, found));
        CocoMetrics metrics = new CocoEvaluator().Evaluate(set);

        // The published figures have ten digits.
        Assert.Equal(figures.Length, metrics.Figures.Count);
        Assert.All(metrics.Figures.Zip(figures), pair => Assert.Equal(pair.Second, pair.First.Value, 1e-9));
    }
}
