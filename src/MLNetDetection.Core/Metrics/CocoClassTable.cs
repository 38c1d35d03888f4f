namespace MLNetDetection.Core.Metrics;

/// <summary>The runs of one class in all images, in the order of image ids.</summary>
internal sealed class CocoClassTable
{
    private readonly List<(CocoImageResult Image, CocoImageResult.ClassRun Run)> _runs = [];

    private CocoClassTable(int classId)
    {
        ClassId = classId;
    }

    public int ClassId { get; }

    public int Detections { get; private set; }

    /// <summary>All classes, by id.</summary>
    public static CocoClassTable[] Group(CocoImageResult[] images)
    {
        SortedDictionary<int, CocoClassTable> classes = [];
        foreach (CocoImageResult image in images)
        {
            foreach (CocoImageResult.ClassRun run in image.Runs)
            {
                if (!classes.TryGetValue(run.ClassId, out CocoClassTable? table))
                {
                    classes.Add(run.ClassId, table = new CocoClassTable(run.ClassId));
                }

                table._runs.Add((image, run));
                table.Detections += run.Detections;
            }
        }

        return [.. classes.Values];
    }

    /// <summary>Lines up the class's detections and accumulates them.</summary>
    public CocoAccumulator Accumulate(int thresholds, int[] maximum)
    {
        CocoAccumulator accumulator = new(thresholds, maximum, ClassId);
        int count = _runs.Sum(run => run.Run.Kept);
        double[] scores = new double[count];
        CocoOutcome[] outcomes = new CocoOutcome[count];
        int[] ranks = new int[count];
        int at = 0;
        foreach ((CocoImageResult image, CocoImageResult.ClassRun run) in _runs)
        {
            Array.Copy(image.Scores, run.Start, scores, at, run.Kept);
            Array.Copy(image.Outcomes, run.Start, outcomes, at, run.Kept);
            for (int rank = 0; rank < run.Kept; rank++)
            {
                ranks[at++] = rank;
            }

            for (int area = 0; area < CocoAreas.Count; area++)
            {
                accumulator.Positives[area] += run.Positives[area];
            }
        }

        accumulator.Run(scores, outcomes, ranks);
        return accumulator;
    }
}
