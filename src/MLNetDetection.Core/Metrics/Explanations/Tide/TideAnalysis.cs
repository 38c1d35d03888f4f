namespace MLNetDetection.Core.Metrics.Explanations.Tide;

/// <summary>Mends one kind of error at a time and measures what AP gains.</summary>
internal sealed class TideAnalysis(IReadOnlyList<TideImage> images)
{
    public ErrorBreakdown Run()
    {
        double? ap = Baseline().Mean();
        ErrorShare[] shares = [.. Enum.GetValues<ErrorKind>().Select(kind => new ErrorShare(
            kind,
            images.Sum(image => image.Errors.Count(error => error.Kind == kind)),
            Math.Max(0, Gain(Mended(kind), ap))))];
        return new ErrorBreakdown(ap ?? -1, shares, Gain(WithoutFalsePositives(), ap), Gain(WithoutFalseNegatives(), ap));
    }

    // Mending may leave no class with anything: nothing is wrong then.
    private static double Gain(TidePrecision mended, double? ap) => ap is null ? 0 : (mended.Mean() ?? ap.Value) - ap.Value;

    private TidePrecision Baseline()
    {
        TidePrecision result = Positives();
        foreach (TideImage image in images)
        {
            foreach ((int classId, JudgedDetection point) in image.Points)
            {
                result.Add(classId, point.Score, point.IsHit);
            }
        }

        return result;
    }

    private TidePrecision Mended(ErrorKind kind)
    {
        TidePrecision result = Positives();

        // Wrong detections go in before right ones, which decides between equal scores as tidecv does.
        foreach (TideError error in images.SelectMany(image => image.Errors))
        {
            if (error.Kind != kind)
            {
                AddWrong(result, error, error.Score);
            }
            else if (error.Kind == ErrorKind.Missed)
            {
                result.AddPositives(error.ClassId, -1);
            }
            else if (error.MendedClass is { } mended)
            {
                result.Add(mended, error.Score, hit: true);
            }
        }

        AddRight(result, score => score);
        return result;
    }

    private TidePrecision WithoutFalsePositives()
    {
        TidePrecision result = Positives();
        foreach (TideError error in images.SelectMany(image => image.Errors))
        {
            AddWrong(result, error, 0);
        }

        AddRight(result, _ => 1);
        return result;
    }

    private TidePrecision WithoutFalseNegatives()
    {
        TidePrecision result = Positives();
        foreach (TideImage image in images)
        {
            foreach (TideError error in image.Errors)
            {
                AddWrong(result, error, error.Score);
            }

            foreach (int classId in image.UnfoundClasses)
            {
                result.AddPositives(classId, -1);
            }
        }

        AddRight(result, score => score);
        return result;
    }

    private static void AddWrong(TidePrecision result, in TideError error, double score)
    {
        if (error.Counts)
        {
            result.Add(error.ClassId, score, hit: false);
        }
    }

    private void AddRight(TidePrecision result, Func<double, double> scoreOf)
    {
        foreach ((int classId, JudgedDetection point) in images.SelectMany(image => image.Points))
        {
            if (point.IsHit)
            {
                result.Add(classId, scoreOf(point.Score), hit: true);
            }
        }
    }

    private TidePrecision Positives()
    {
        TidePrecision result = new();
        foreach (TideImage image in images)
        {
            foreach (int classId in image.PositiveClasses)
            {
                result.AddPositives(classId, 1);
            }
        }

        return result;
    }
}
