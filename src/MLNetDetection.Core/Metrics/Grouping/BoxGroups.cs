namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>
/// The boxes of a set by class and, within a class, by image: a group is what one image has of one class. Objects keep their
/// order; detections are the best ones of each group, best first, equal scores in order.
/// </summary>
internal sealed class BoxGroups
{
    private BoxGroups(EvaluationClass[] classes, int[] classStarts, int[] truthStarts, int[] truths, int[] detectionStarts, int[] detections)
    {
        Classes = classes;
        ClassStarts = classStarts;
        TruthStarts = truthStarts;
        Truths = truths;
        DetectionStarts = detectionStarts;
        Detections = detections;
        DetectionTotals = new int[classes.Length];
    }

    /// <summary>The classes that take part.</summary>
    public EvaluationClass[] Classes { get; }

    /// <summary>Groups of each class: [c] up to [c + 1].</summary>
    public int[] ClassStarts { get; }

    public int Count => TruthStarts.Length - 1;

    /// <summary>Entries in <see cref="Truths"/> of each group: [g] up to [g + 1].</summary>
    public int[] TruthStarts { get; }

    /// <summary>Rows in the set's ground truth.</summary>
    public int[] Truths { get; }

    /// <summary>Entries in <see cref="Detections"/> of each group: [g] up to [g + 1].</summary>
    public int[] DetectionStarts { get; private set; }

    /// <summary>Rows in the set's detections.</summary>
    public int[] Detections { get; private set; }

    /// <summary>Detections of each class before the limit.</summary>
    public int[] DetectionTotals { get; }

    /// <summary>Groups a set.</summary>
    /// <param name="set">All boxes.</param>
    /// <param name="classIds">Classes that take part; null for all.</param>
    /// <param name="agnostic">True takes all those classes for one.</param>
    /// <param name="maximum">Detections a group keeps.</param>
    /// <param name="parallel">Threads.</param>
    public static BoxGroups Make(
        EvaluationSet set, IReadOnlyCollection<int>? classIds, bool agnostic, int maximum, ParallelOptions parallel)
    {
        ClassChoice choice = new(set.Classes, classIds, agnostic);
        (int[] truths, int[] truthImages, int[] truthStarts) = choice.ByClass(set.GroundTruth);
        (int[] detections, int[] detectionImages, int[] detectionStarts) = choice.ByClass(set.Detections);
        GroupStarts starts = new();
        int[] classStarts = new int[choice.Classes.Length + 1];
        for (int c = 0; c < choice.Classes.Length; c++)
        {
            starts.AddClass(
                truthImages.AsSpan(truthStarts[c]..truthStarts[c + 1]), detectionImages.AsSpan(detectionStarts[c]..detectionStarts[c + 1]));
            classStarts[c + 1] = starts.Count;
        }

        (int[] truthGroups, int[] detectionGroups) = starts.Ends();
        BoxGroups groups = new(choice.Classes, classStarts, truthGroups, truths, detectionGroups, detections);
        for (int c = 0; c < choice.Classes.Length; c++)
        {
            groups.DetectionTotals[c] = detectionStarts[c + 1] - detectionStarts[c];
        }

        groups.Sort(set.Detections.ScoreArray, parallel);
        groups.Limit(maximum);
        return groups;
    }

    /// <summary>Runs an action over all groups, a stretch of about equal work at a time.</summary>
    public void ForStretches(ParallelOptions parallel, Action<int, int> run)
    {
        const int Work = 8192;
        List<int> cuts = [0];
        for (int g = 0, last = 0; g < Count; g++)
        {
            int work = DetectionStarts[g + 1] + TruthStarts[g + 1] + g;
            if (work - last >= Work || g == Count - 1)
            {
                cuts.Add(g + 1);
                last = work;
            }
        }

        Parallel.For(0, cuts.Count - 1, parallel, i => run(cuts[i], cuts[i + 1]));
    }

    private void Sort(double[] scores, ParallelOptions parallel) => ForStretches(parallel, (first, end) =>
    {
        double[] keys = [];
        for (int g = first; g < end; g++)
        {
            Span<int> rows = Detections.AsSpan(DetectionStarts[g]..DetectionStarts[g + 1]);
            if (keys.Length < rows.Length)
            {
                keys = new double[rows.Length * 2];
            }

            for (int i = 0; i < rows.Length; i++)
            {
                keys[i] = -scores[rows[i]];
            }

            StableSort.Ascending(keys.AsSpan(0, rows.Length), rows);
        }
    });

    private void Limit(int maximum)
    {
        int[] starts = new int[DetectionStarts.Length];
        for (int g = 0; g < Count; g++)
        {
            starts[g + 1] = starts[g] + Math.Min(maximum, DetectionStarts[g + 1] - DetectionStarts[g]);
        }

        if (starts[^1] == Detections.Length)
        {
            return;
        }

        int[] kept = new int[starts[^1]];
        for (int g = 0; g < Count; g++)
        {
            Detections.AsSpan(DetectionStarts[g], starts[g + 1] - starts[g]).CopyTo(kept.AsSpan(starts[g]));
        }

        (Detections, DetectionStarts) = (kept, starts);
    }
}
