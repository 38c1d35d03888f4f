namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>Which classes of a set take part, and under which index.</summary>
internal sealed class ClassChoice
{
    private readonly int[] _target;
    private readonly bool _agnostic;

    public ClassChoice(IReadOnlyList<EvaluationClass> classes, IReadOnlyCollection<int>? classIds, bool agnostic)
    {
        HashSet<int>? wanted = classIds is null ? null : [.. classIds];
        List<EvaluationClass> chosen = [];
        _agnostic = agnostic;
        _target = new int[classes.Count];
        for (int i = 0; i < classes.Count; i++)
        {
            bool takesPart = wanted?.Contains(classes[i].Id) ?? true;
            _target[i] = takesPart ? agnostic ? 0 : chosen.Count : -1;
            if (takesPart)
            {
                chosen.Add(classes[i]);
            }
        }

        // pycocotools calls the class of all boxes -1.
        Classes = agnostic ? [new EvaluationClass(-1, "object")] : [.. chosen];
    }

    public EvaluationClass[] Classes { get; }

    /// <summary>
    /// The rows of those classes, by class and then image, with the image of each and where each class starts. Taken for one
    /// class, an image's boxes are in the order of their own classes, as pycocotools lines them up.
    /// </summary>
    public (int[] Rows, int[] Images, int[] Starts) ByClass(BoxColumns boxes)
    {
        int[] starts = new int[Classes.Length + 1];
        foreach (int item in boxes.ClassIndices)
        {
            if (_target[item] >= 0)
            {
                starts[_target[item] + 1]++;
            }
        }

        for (int c = 0; c < Classes.Length; c++)
        {
            starts[c + 1] += starts[c];
        }

        int[] next = [.. starts], rows = new int[starts[^1]], images = new int[starts[^1]];
        for (int image = 0; image + 1 < boxes.ImageStarts.Length; image++)
        {
            int before = next[0];
            for (int row = boxes.StartArray[image]; row < boxes.StartArray[image + 1]; row++)
            {
                int target = _target[boxes.ClassArray[row]];
                if (target >= 0)
                {
                    images[next[target]] = image;
                    rows[next[target]++] = row;
                }
            }

            if (_agnostic)
            {
                Span<int> own = rows.AsSpan(before..next[0]);
                own.Sort((a, b) => (boxes.ClassArray[a], a).CompareTo((boxes.ClassArray[b], b)));
            }
        }

        return (rows, images, starts);
    }
}
