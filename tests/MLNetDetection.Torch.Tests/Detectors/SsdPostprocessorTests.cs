using System.Text.Json;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Detectors;

public class SsdPostprocessorTests
{
    [Fact]
    public void Detect_NothingOverTheThreshold_IsEmpty()
    {
        var postprocessor = new SsdPostprocessor(new AnchorSet([0, 0, 10, 10]), new BoxCoder(), 20, 20);

        Assert.Empty(postprocessor.Detect([0.99f, 0.01f], ScoreKind.Probability, new float[4], new SelectionOptions { ScoreThreshold = 0.05 }));
    }

    [Fact]
    public void Detect_NoAnchors_IsEmpty() =>
        Assert.Empty(new SsdPostprocessor(new AnchorSet([]), new BoxCoder(), 20, 20).Detect([], ScoreKind.SoftmaxLogit, [], new SelectionOptions()));

    [Fact]
    public void Detect_AnchorOverTheEdge_IsClippedToTheInput()
    {
        var postprocessor = new SsdPostprocessor(new AnchorSet([-5, -5, 30, 10]), new BoxCoder(), 20, 20);

        Detection found = Assert.Single(postprocessor.Detect([0.1f, 0.2f, 0.7f], ScoreKind.Probability, new float[4], new SelectionOptions { ScoreThreshold = 0.5f }));

        Assert.Equal(new Detection(new BoxXyxy(0, 0, 20, 10), 1, 0.7f), found);
    }

    [Fact]
    public void Detect_TwoOverlappingOfOneClass_TheBetterStays()
    {
        var postprocessor = new SsdPostprocessor(new AnchorSet([0, 0, 10, 10, 0, 0, 10, 9]), new BoxCoder(), 20, 20);

        Detection found = Assert.Single(postprocessor.Detect([0.4f, 0.6f, 0.3f, 0.7f], ScoreKind.Probability, new float[8], new SelectionOptions { ScoreThreshold = 0.05 }));

        Assert.Equal(0.7f, found.Score);
    }

    [Fact]
    public void Detect_LengthsThatDoNotFit_AreRefused()
    {
        var postprocessor = new SsdPostprocessor(new AnchorSet([0, 0, 10, 10, 0, 0, 10, 9]), new BoxCoder(), 20, 20);

        Assert.Throws<ArgumentException>(() => postprocessor.Detect([0.4f, 0.6f, 0.3f], ScoreKind.Probability, new float[8], new SelectionOptions { ScoreThreshold = 0.05 }));
        Assert.Throws<ArgumentException>(() => postprocessor.Detect([0.4f, 0.6f], ScoreKind.Probability, new float[4], new SelectionOptions { ScoreThreshold = 0.05 }));
    }

    // torchvision decodes in float32; scores are read from the file as they are.
    [Fact]
    public void Detect_TorchvisionCase_IsEqual()
    {
        JsonElement golden = GoldenFile.Read("postprocess.json");
        int width = golden.GetProperty("width").GetInt32(), height = golden.GetProperty("height").GetInt32();
        var postprocessor = new SsdPostprocessor(new AnchorSet(golden.Floats("anchors")), new BoxCoder(), width, height);
        var options = new SelectionOptions { ScoreThreshold = 0.3f, IouThreshold = 0.45f, CandidatesPerClass = 40, MaximumDetections = 30 };

        Detection[] found = postprocessor.Detect(golden.Floats("probabilities"), ScoreKind.Probability, golden.Floats("deltas"), options);

        Assert.Equal(golden.Ints("classes"), found.Select(d => d.ClassId));
        BoxXyxy[] boxes = Boxes.FromRow(golden.Floats("boxes"));
        float[] scores = golden.Floats("scores");
        for (int i = 0; i < found.Length; i++)
        {
            Boxes.Near(boxes[i], found[i].Box, 1e-3);
            Assert.Equal(scores[i], found[i].Score, 1e-6f);
        }
    }
}
