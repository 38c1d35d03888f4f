namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>Counts one kind of groups, such as sizes, over the images.</summary>
internal sealed class GroupTally
{
    private readonly string[] _names;
    private readonly Func<double, double, double, int> _groupOf;
    private readonly Counts[] _counts;

    /// <param name="names">Of the groups.</param>
    /// <param name="groupOf">The group's index by width, height and area.</param>
    private GroupTally(string[] names, Func<double, double, double, int> groupOf)
    {
        _names = names;
        _groupOf = groupOf;
        _counts = new Counts[names.Length];
    }

    public static GroupTally BySize() => new(
        ["small", "medium", "large"], (_, _, area) => area < 32 * 32 ? 0 : area < 96 * 96 ? 1 : 2);

    // 0 / 0 counts as square, and a line without height as wide.
    public static GroupTally ByAspect() => new(
        ["tall", "square", "wide"], (width, height, _) => width / height <= 0.75 ? 0 : width / height > 1.33 ? 2 : 1);

    public void Add(ImageOverlaps image, ImageJudgement judgement)
    {
        foreach (int g in judgement.Truths)
        {
            GroundTruthBox truth = image.Truths[g];
            ref Counts counts = ref _counts[_groupOf(truth.Width, truth.Height, truth.Area)];
            counts.Objects++;
            if (judgement.IsFound(g))
            {
                counts.Found++;
                counts.Iou += judgement.FoundIou(g);
            }
            else if (judgement.TakenFor(g) is not null)
            {
                counts.WrongClass++;
            }
            else if (judgement.IsNearlyFound(g))
            {
                counts.Misplaced++;
            }
        }

        foreach (int d in judgement.Detections)
        {
            DetectionBox detection = image.Detections[d];
            ref Counts counts = ref _counts[_groupOf(detection.Width, detection.Height, detection.Width * detection.Height)];
            counts.Detections++;
            counts.FalseAlarms += judgement.IsHit(d) ? 0 : 1;
        }
    }

    public ObjectGroup[] ToGroups() =>
    [
        .. _counts.Select((c, i) => new ObjectGroup(
            _names[i], c.Objects, c.Found, c.WrongClass, c.Misplaced, c.Objects - c.Found - c.WrongClass - c.Misplaced,
            c.Found == 0 ? 0 : c.Iou / c.Found, c.Detections, c.FalseAlarms)),
    ];

    private struct Counts
    {
        public int Objects;
        public int Found;
        public int WrongClass;
        public int Misplaced;
        public double Iou;
        public int Detections;
        public int FalseAlarms;
    }
}
