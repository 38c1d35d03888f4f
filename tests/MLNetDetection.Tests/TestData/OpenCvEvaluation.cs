using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests.TestData;

/// <summary>AP of a detector, and of its ONNX in OpenCV's dnn. Pictures, suppression and evaluation are ours on both sides.</summary>
internal static class OpenCvEvaluation
{
    /// <summary>Both are equal to a thousandth and at least <paramref name="least"/>; returns them.</summary>
    public static (double Ours, double Theirs) HasSameAp(SsdDetector detector, ITrainingSet test, double least, TemporaryFolder folder)
    {
        var options = new DetectOptions { ScoreThreshold = 0.01f };

        double ours = ValidationRun.Measure(detector, test, options).Ap, theirs = ThroughOpenCv(detector, test, options, folder);

        Assert.True(ours >= least, $"AP {ours} says nothing");
        Assert.InRange(theirs, ours - 0.001, ours + 0.001);
        return (ours, theirs);
    }

    private static double ThroughOpenCv(SsdDetector detector, ITrainingSet test, DetectOptions options, TemporaryFolder folder)
    {
        int width = detector.Architecture.InputWidth, height = detector.Architecture.InputHeight;
        string model = folder.File("evaluated.onnx"), input = folder.File("pictures.bin");
        OnnxExporter.Export(detector, model, new OnnxExportOptions { Input = OnnxInput.Bytes });
        TrainingSample[] samples = [.. Enumerable.Range(0, test.Count).Select(test.Read)];
        using (FileStream stream = File.Create(input))
        {
            foreach (TrainingSample sample in samples)
            {
                stream.Write(ImageResampler.Resize(sample.Image, width, height).Rgb);
            }
        }

        OnnxPeer.Run(Path.GetDirectoryName(model)!, new
        {
            @do = "opencv", model, input, type = "uint8", shape = new[] { samples.Length, height, width, 3 }, outputs = new[] { "boxes", "scores" }, to = model, each = true,
        });
        return Ap(samples, test.ClassNames, OnnxPeer.Output<float>(model, "boxes"), OnnxPeer.Output<float>(model, "scores"), detector.Architecture, options);
    }

    private static double Ap(
        TrainingSample[] samples, IReadOnlyList<string> classNames, float[] boxes, float[] scores, SsdArchitecture architecture, DetectOptions options)
    {
        var selector = new DetectionSelector(new SelectionOptions
        {
            ScoreThreshold = options.ScoreThreshold, IouThreshold = options.SuppressionIou, CandidatesPerClass = options.CandidatesPerClass,
            MaximumDetections = options.MaxDetections,
        });
        EvaluationSetBuilder measured = EvaluationSetBuilder.ForClasses(classNames);
        int anchors = boxes.Length / 4 / samples.Length, columns = classNames.Count;
        for (int n = 0; n < samples.Length; n++)
        {
            float x = (float)samples[n].Image.Width / architecture.InputWidth, y = (float)samples[n].Image.Height / architecture.InputHeight;
            BoxXyxy[] read = [.. boxes.AsSpan(4 * n * anchors, 4 * anchors).ToArray().Chunk(4).Select(b => new BoxXyxy(b[0], b[1], b[2], b[3]))];
            Detection[] found = selector.Select(scores.AsSpan(n * anchors * columns, anchors * columns), columns, read, firstColumn: 0);
            measured.Add(n, samples[n].Objects, [.. found.Select(d => d with
            {
                Box = new BoxXyxy(d.Box.X1 * x, d.Box.Y1 * y, d.Box.X2 * x, d.Box.Y2 * y),
            })], samples[n].Name);
        }

        return new CocoEvaluator().Evaluate(measured.Build()).Ap;
    }
}
