using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public class AnchorMetricsTests
{
    [Fact]
    public void Add_HandWorked_CountsClassesAndOffsets()
    {
        using var batch = new TrainingBatch(2, new SampleShape(1, 1, 3));
        batch.Begin(0, [0, 1]);

        // Image 0: right, told as background, told as the wrong class. Image 1: told as an object, right background, not counted.
        new long[] { 1, 2, 2, 0, 0, -1 }.CopyTo(batch.Labels, 0);
        batch.Positives[0] = [new(0, new BoxDeltas(1, 1, 1, 1)), new(1, new BoxDeltas(0, 0, 0, 0)), new(2, new BoxDeltas(0, 0, 0, 2))];
        batch.Positives[1] = [];
        float[] logits = [0, 2, 1, 3, 2, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 9, 0];
        float[] deltas = [1, 1, 1, 1, 0.5f, -0.5f, 0, 0, 0, 0, 0, -1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
        var counts = new AnchorCounts();
        counts.Add(logits, deltas, batch, new BatchPart(0, batch.Count));

        // 1 right of 3 told and 3 positive; errors of 0, 1 and 3 over 12 offsets.
        Assert.Equal(2d / 6, counts.Metrics.ClassF1, 1e-12);
        Assert.Equal(4d / 12, counts.Metrics.OffsetMae, 1e-12);
    }

    [Fact]
    public void Metrics_WithoutAnchors_AreUndefined() => Assert.Equal(new AnchorMetrics(-1, -1), new AnchorCounts().Metrics);

    [Fact]
    public void Run_WhereAsked_ReportsThemWithoutChangingTheWeights()
    {
        TrainingOptions options = new() { Epochs = 6, BatchSize = 8, Workers = 1, LearningRate = 0.02 }, plain = new() { Epochs = 6, BatchSize = 8, Workers = 1, LearningRate = 0.02 };
        options.AnchorMetrics = true;
        using SsdDetector counted = Support.Detectors.Small(), other = Support.Detectors.Small();

        TrainingResult result = new DetectorTrainer(options).Run(counted, new SquaresSet(32));
        TrainingResult without = new DetectorTrainer(plain).Run(other, new SquaresSet(32));

        Assert.All(result.Epochs, epoch => Assert.InRange(epoch.Anchors!.Value.ClassF1, 0, 1));
        Assert.True(result.Epochs[^1].Anchors!.Value.OffsetMae < result.Epochs[0].Anchors!.Value.OffsetMae);
        Assert.All(without.Epochs, epoch => Assert.Null(epoch.Anchors));
        Assert.Equal(Support.Detectors.Weights(other), Support.Detectors.Weights(counted));
    }
}
