using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Explanations;
using MLNetDetection.Core.Tests.Golden;

namespace MLNetDetection.Core.Tests.Metrics.Explanations;

public sealed class ErrorBreakdownTests
{
    [Fact]
    public void Errors_OfRandomProblems_AreTides()
    {
        foreach (TideProblem problem in GoldenFile.Read<TideProblem[]>("tide.json"))
        {
            ErrorBreakdown errors = DetectionExplanation.Of(problem.Build(), problem.Options).Errors;
            Assert.Equal(problem.Ap, errors.Ap, 1e-9);
            Assert.Equal(problem.Counts, errors.Errors.Select(error => error.Count));
            Assert.Equal(problem.Fp, errors.FalsePositives, 1e-9);
            Assert.Equal(problem.Fn, errors.FalseNegatives, 1e-9);
            Assert.All(problem.Lost.Zip(errors.Errors), pair => Assert.Equal(pair.First, pair.Second.ApLost, 1e-9));
        }
    }

    [Theory]
    [InlineData(ErrorKind.Classification, 2, 0, 10)]
    [InlineData(ErrorKind.Localization, 1, 6, 10)]
    [InlineData(ErrorKind.Both, 2, 6, 10)]
    [InlineData(ErrorKind.Duplicate, 1, 100, 10)]
    [InlineData(ErrorKind.Background, 1, 300, 10)]
    public void Errors_OfOneWrongDetection_AreOfItsKind(ErrorKind kind, int classId, double x, double width)
    {
        // The object at 100 is found, so that it can be found twice; that at 0 is not.
        DetectionExplanation explanation = new Problem()
            .Truth(1, 0, 0).Truth(1, 100, 0).Found(1, 0.9, 100, 0).Found(classId, 0.5, x, 0, width).Explain();
        foreach (ErrorShare share in explanation.Errors.Errors)
        {
            // An object that a detection would find, were its class or place mended, is not missed.
            bool misses = kind is not (ErrorKind.Classification or ErrorKind.Localization);
            Assert.Equal(share.Kind == kind || (share.Kind == ErrorKind.Missed && misses) ? 1 : 0, share.Count);
        }
    }

    [Fact]
    public void Errors_MisplacedDetection_CostsWhatItsMendingGains()
    {
        // Half of two objects found: precision 1 at the 51 recalls up to 0.5. Mended, it is 1 at all 101.
        ErrorBreakdown errors = new Problem().Truth(1, 0, 0).Truth(1, 100, 0).Found(1, 0.9, 100, 0).Found(1, 0.5, 6, 0).Explain().Errors;
        Assert.Equal(51 / 101.0, errors.Ap, 1e-12);
        Assert.Equal(50 / 101.0, errors[ErrorKind.Localization].ApLost, 1e-12);
        Assert.Equal(0, errors.FalsePositives, 1e-12);
        Assert.Equal(50 / 101.0, errors.FalseNegatives, 1e-12);
    }

    [Fact]
    public void Errors_WithoutAnything_AreNone()
    {
        ErrorBreakdown errors = new Problem().Explain().Errors;
        Assert.Equal(-1, errors.Ap);
        Assert.All(errors.Errors, share => Assert.Equal((0, 0.0), (share.Count, share.ApLost)));
        Assert.Equal(["Cls", "Loc", "Both", "Dupe", "Bkg", "Miss"], errors.Errors.Select(share => share.ShortName));
    }

    private sealed record TideProblem(
        double Foreground, double Background, double Ap, int[] Counts, double[] Lost, double Fp, double Fn,
        double[][] Truths, double[][] Detections, int Images)
    {
        public ExplanationOptions Options => new() { IouThreshold = Foreground, BackgroundIou = Background };

        public EvaluationSet Build()
        {
            Problem problem = new();
            for (int i = 0; i < Images; i++)
            {
                problem.Image(i);
            }

            foreach (double[] t in Truths)
            {
                problem.Truth((int)t[1], t[2], t[3], t[4], t[5], crowd: t[6] != 0, image: (long)t[0]);
            }

            foreach (double[] d in Detections)
            {
                problem.Found((int)d[1], d[6], d[2], d[3], d[4], d[5], (long)d[0]);
            }

            return problem.Build();
        }
    }
}
