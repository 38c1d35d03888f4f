using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

/// <summary>Small evaluation problems, by hand or by chance. Objects are 10 x 10 pixels unless said otherwise.</summary>
internal sealed class Problem
{
    private readonly List<(long Image, GroundTruthBox Box)> _truths = [];
    private readonly List<(long Image, DetectionBox Box)> _detections = [];
    private readonly HashSet<long> _images = [];

    public Problem Image(long image)
    {
        _images.Add(image);
        return this;
    }

    public Problem Truth(
        int classId, double x, double y, double width = 10, double height = 10, bool crowd = false, bool difficult = false, long image = 1)
    {
        _truths.Add((image, new GroundTruthBox(x, y, width, height, classId, width * height, crowd, difficult)));
        return Image(image);
    }

    public Problem Found(int classId, double score, double x, double y, double width = 10, double height = 10, long image = 1)
    {
        _detections.Add((image, new DetectionBox(x, y, width, height, classId, score)));
        return Image(image);
    }

    public EvaluationSet Build()
    {
        EvaluationSetBuilder builder = new();
        foreach (long image in _images)
        {
            builder.Add(
                new EvaluationImage(image, $"image {image}"),
                [.. _truths.Where(item => item.Image == image).Select(item => item.Box)],
                [.. _detections.Where(item => item.Image == image).Select(item => item.Box)]);
        }

        return builder.Build();
    }

    public DetectionExplanation Explain(ExplanationOptions? options = null) => DetectionExplanation.Of(Build(), options);

    /// <summary>A random problem: crowds, ties in score, empty images, doubled and misplaced detections, wrong classes.</summary>
    public static Problem Random(int seed)
    {
        Random random = new(seed);
        Problem problem = new();
        int images = random.Next(0, 5), classes = random.Next(1, 4);
        for (int image = 1; image <= images; image++)
        {
            problem.Image(image);
            for (int i = random.Next(0, 6); i > 0; i--)
            {
                int classId = random.Next(classes);
                double x = random.Next(0, 20) * 5, y = random.Next(0, 20) * 5, side = random.Next(1, 8) * 5;
                problem.Truth(classId, x, y, side, side + (5 * random.Next(3)), random.Next(8) == 0, random.Next(8) == 0, image);
                for (int n = random.Next(0, 4); n > 0; n--)
                {
                    int wrong = random.Next(4) == 0 ? random.Next(classes + 1) : classId;
                    problem.Found(wrong, random.Next(0, 11) / 10.0, x + random.Next(-2, 3), y + random.Next(-3, 4), side + random.Next(0, 5), side, image);
                }
            }

            for (int n = random.Next(0, 4); n > 0; n--)
            {
                problem.Found(random.Next(classes + 1), random.Next(0, 11) / 10.0, random.Next(100), random.Next(100), random.Next(0, 40), random.Next(0, 40), image);
            }
        }

        return problem;
    }
}
