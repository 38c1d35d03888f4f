namespace MLNetDetection.Core.Imaging;

/// <summary>The weights by which source pixels of one axis make target pixels; rebuilt in place for each picture.</summary>
internal sealed class AxisWeights
{
    // Pixels: a window that touches the edge may pass it by a rounding, and shows no fill for that.
    private const double Rounding = 1e-3;

    private int[] _ends = [];

    /// <summary>Length of each target pixel's run of weights, at least 1 and never more than the source.</summary>
    public int Taps { get; private set; }

    /// <summary>First source pixel of each target pixel.</summary>
    public int[] Starts { get; private set; } = [];

    /// <summary>[targets, Taps]; a run that ends early is filled up with 0.</summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>Share of each target pixel that lies outside the source and shows the fill colour.</summary>
    public float[] Outside { get; private set; } = [];

    /// <summary>First source pixel that any target uses.</summary>
    public int SourceStart { get; private set; }

    /// <summary>One past the last source pixel that any target uses.</summary>
    public int SourceEnd { get; private set; }

    /// <summary>Prepares the weights that take [<paramref name="low"/>, <paramref name="high"/>) to <paramref name="targets"/> pixels.</summary>
    public void Build(int sources, double low, double high, int targets, bool antialias)
    {
        double scale = (high - low) / targets;
        double radius = antialias ? Math.Max(1, scale) : 1;
        FindRuns(sources, low, scale, radius, targets);
        SourceStart = sources;
        SourceEnd = 0;
        for (int target = 0; target < targets; target++)
        {
            double centre = low + ((target + 0.5) * scale);
            double missing = (low < -Rounding ? Missing(centre, radius, int.MinValue, -1) : 0)
                + (high > sources + Rounding ? Missing(centre, radius, sources, int.MaxValue) : 0);
            FillRun(target, centre, radius, sources, missing);
        }
    }

    /// <summary>The source pixels nearer than the radius to each target, as PIL chooses them, and the longest run.</summary>
    private void FindRuns(int sources, double low, double scale, double radius, int targets)
    {
        if (Starts.Length < targets)
        {
            Starts = new int[targets];
            Outside = new float[targets];
            _ends = new int[targets];
        }

        Taps = 1;
        for (int target = 0; target < targets; target++)
        {
            double centre = low + ((target + 0.5) * scale);
            int first = (int)Math.Clamp(Math.Floor(centre - radius + 0.5), 0, sources);
            int last = (int)Math.Clamp(Math.Floor(centre + radius + 0.5), first, sources);
            while (first < last && Triangle(first, centre, radius) <= 0)
            {
                first++;
            }

            while (last > first && Triangle(last - 1, centre, radius) <= 0)
            {
                last--;
            }

            Starts[target] = first;
            _ends[target] = last;
            Taps = Math.Max(Taps, last - first);
        }

        if (Weights.Length < targets * Taps)
        {
            Weights = new float[targets * Taps];
        }
    }

    private void FillRun(int target, double centre, double radius, int sources, double missing)
    {
        int first = Starts[target], last = _ends[target];
        double inside = 0;
        for (int i = first; i < last; i++)
        {
            inside += Triangle(i, centre, radius);
        }

        // At the picture's own edge the weights are scaled up to 1; where the region reaches beyond it, the rest is fill.
        double total = inside + missing;
        int start = Math.Min(first, sources - Taps);
        Starts[target] = start;
        Outside[target] = inside > 0 ? (float)(missing / total) : 1;
        Span<float> run = Weights.AsSpan(target * Taps, Taps);
        run.Clear();
        for (int i = first; i < last; i++)
        {
            run[i - start] = (float)(Triangle(i, centre, radius) / total);
        }

        SourceStart = Math.Min(SourceStart, start);
        SourceEnd = Math.Max(SourceEnd, start + Taps);
    }

    /// <summary>Weight of the pixels from <paramref name="from"/> to <paramref name="to"/>, which are outside the source.</summary>
    private static double Missing(double centre, double radius, int from, int to)
    {
        double first = Math.Max(Math.Floor(centre - radius), from), last = Math.Min(Math.Ceiling(centre + radius), to);
        double sum = 0;
        for (double i = first; i <= last; i++)
        {
            sum += Triangle(i, centre, radius);
        }

        return sum;
    }

    private static double Triangle(double pixel, double centre, double radius) =>
        Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - centre) / radius));
}
