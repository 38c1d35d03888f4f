using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Core.Tests.Metrics;

/// <summary>A random problem as tests/Golden writes it.</summary>
public abstract record GoldenProblem
{
    public required long[] Images { get; init; }

    public required int[] Categories { get; init; }

    /// <summary>Rows of image, category, x, y, width, height, area, crowd and, in VOC's, difficult.</summary>
    public required double[][] Gt { get; init; }

    /// <summary>Rows of image, category, x, y, width, height, score.</summary>
    public required double[][] Dt { get; init; }

    public EvaluationSet ToSet(bool backwards = false)
    {
        EvaluationSetBuilder builder = new(Categories.Select(id => new EvaluationClass(id, "")));
        foreach (long image in backwards ? Images.Reverse() : Images)
        {
            builder.Add(
                new EvaluationImage(image, ""),
                [.. Gt.Where(g => g[0] == image).Select(g =>
                    new GroundTruthBox(g[2], g[3], g[4], g[5], (int)g[1], g[6], g[7] != 0, g.Length > 8 && g[8] != 0))],
                [.. Dt.Where(d => d[0] == image).Select(d => new DetectionBox(d[2], d[3], d[4], d[5], (int)d[1], d[6]))]);
        }

        return builder.Build();
    }
}
