namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>
/// Whether scores are probabilities: of the detections with a score near 0.7, do 7 in 10 find an object? Detections on crowds
/// and ignored objects are left out.
/// </summary>
public sealed class Calibration
{
    private Calibration(IReadOnlyList<CalibrationBin> bins)
    {
        Bins = bins;
        Detections = bins.Sum(bin => bin.Detections);
        ExpectedError = bins.Where(bin => bin.Detections > 0).Sum(bin => bin.Gap * bin.Detections) / Detections;
        LargestError = bins.Where(bin => bin.Detections > 0).Max(bin => bin.Gap);
    }

    /// <summary>Equal shares of [0, 1], from 0 upwards; the reliability curve.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>Detections counted, at least 1.</summary>
    public int Detections { get; }

    /// <summary>ECE: the mean gap between score and precision over all detections, in [0, 1]; 0 is perfect.</summary>
    public double ExpectedError { get; }

    /// <summary>The gap of the worst bin, in [0, 1].</summary>
    public double LargestError { get; }

    /// <summary>The calibration, or null where nothing counts or a score lies outside [0, 1].</summary>
    internal static Calibration? From(IEnumerable<JudgedDetection> detections, int bins)
    {
        int[] counts = new int[bins], hits = new int[bins];
        double[] sums = new double[bins];
        bool any = false;
        foreach (JudgedDetection item in detections)
        {
            if (item.Score is not (>= 0 and <= 1))
            {
                return null;
            }

            any = true;
            int bin = Math.Min(bins - 1, (int)(item.Score * bins));
            counts[bin]++;
            sums[bin] += item.Score;
            hits[bin] += item.IsHit ? 1 : 0;
        }

        return any
            ? new Calibration([.. counts.Select((count, i) => new CalibrationBin(
                (double)i / bins, (double)(i + 1) / bins, count, count == 0 ? 0 : sums[i] / count, count == 0 ? 0 : (double)hits[i] / count))])
            : null;
    }
}
