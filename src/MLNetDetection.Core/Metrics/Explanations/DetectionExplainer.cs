using MLNetDetection.Core.Metrics.Explanations.Tide;

namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>Works out an explanation from the boxes of all images.</summary>
internal sealed class DetectionExplainer
{
    private readonly ExplanationOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly EvaluationSet _set;
    private readonly ImageOverlaps[] _overlaps;
    private readonly int[][] _matches;
    private readonly TideImage[] _tide;

    public DetectionExplainer(EvaluationSet set, ExplanationOptions options, CancellationToken cancellation)
    {
        if (!(options.IouThreshold > options.BackgroundIou))
        {
            throw new ArgumentException($"The IoU of a match, {options.IouThreshold}, must be over that of background, {options.BackgroundIou}.", nameof(options));
        }

        _options = options;
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            CancellationToken = cancellation,
        };
        _set = set;
        _overlaps = new ImageOverlaps[set.Images.Count];
        _matches = new int[_overlaps.Length][];
        _tide = new TideImage[_overlaps.Length];
    }

    /// <summary>The explanation; the same for any number of threads.</summary>
    public DetectionExplanation Explain()
    {
        Parallel.For(0, _overlaps.Length, _parallel, i =>
        {
            ExplainedImage image = ExplainedImage.Read(_set, i);
            _overlaps[i] = new ImageOverlaps(image.Truths, image.Detections);
            _matches[i] = _overlaps[i].Match(_options.IouThreshold, _options.MaximumDetections);
            _tide[i] = new TideImage(_overlaps[i], _options);
        });
        SortedDictionary<int, List<JudgedDetection>> detections = JudgedByClass(out SortedDictionary<int, int> objects);
        ScoreCurve[] curves = [.. detections.Keys.Union(objects.Keys).Order().Select(
            id => ScoreCurve.From(id, objects.GetValueOrDefault(id), detections.GetValueOrDefault(id) ?? []))];
        double score = _options.ScoreThreshold ?? ScoreCurve.BestCommonScore(curves);
        ImageJudgement[] judgements = new ImageJudgement[_overlaps.Length];
        Parallel.For(0, _overlaps.Length, _parallel, i => judgements[i] = new ImageJudgement(_overlaps[i], _matches[i], score, _options));
        GroupTally sizes = GroupTally.BySize(), aspects = GroupTally.ByAspect();
        ImageFaults[] faults = new ImageFaults[_overlaps.Length];
        for (int i = 0; i < _overlaps.Length; i++)
        {
            sizes.Add(_overlaps[i], judgements[i]);
            aspects.Add(_overlaps[i], judgements[i]);
            faults[i] = FaultsOf(i, judgements[i]);
        }

        return new DetectionExplanation(_options)
        {
            Score = score,
            MeanF1 = curves.Where(curve => curve.Objects > 0).Select(curve => curve.At(score).F1).DefaultIfEmpty(0).Average(),
            Curves = curves,
            Confusion = Confusions([.. _set.Classes.Select(item => item.Id)], judgements, score),
            Errors = new TideAnalysis(_tide).Run(),
            Calibration = Calibration.From(detections.Values.SelectMany(list => list), _options.CalibrationBins),
            CalibrationByClass = detections.ToDictionary(pair => pair.Key, pair => Calibration.From(pair.Value, _options.CalibrationBins)),
            BySize = sizes.ToGroups(),
            ByAspect = aspects.ToGroups(),
            WorstMisses =
            [
                .. faults.Where(f => f.Missed.Count > 0).OrderByDescending(f => f.Missed.Count)
                    .ThenByDescending(f => (double)f.Missed.Count / f.Objects).Take(_options.WorstImages),
            ],
            WorstFalseAlarms =
            [
                .. faults.Where(f => f.FalseAlarms.Count > 0).OrderByDescending(f => f.FalseAlarms.Count)
                    .ThenByDescending(f => f.FalseAlarms[0].Score).Take(_options.WorstImages),
            ],
        };
    }

    /// <summary>The detections that count, and the numbers of objects that do, by class.</summary>
    private SortedDictionary<int, List<JudgedDetection>> JudgedByClass(out SortedDictionary<int, int> objects)
    {
        SortedDictionary<int, List<JudgedDetection>> detections = [];
        objects = [];
        for (int i = 0; i < _overlaps.Length; i++)
        {
            ImageOverlaps image = _overlaps[i];
            for (int d = 0; d < image.Detections.Length; d++)
            {
                int match = _matches[i][d];
                if (match == ImageOverlaps.LeftOut || (match >= 0 && image.IsNeutral(match)))
                {
                    continue;
                }

                if (!detections.TryGetValue(image.Detections[d].ClassId, out List<JudgedDetection>? list))
                {
                    detections.Add(image.Detections[d].ClassId, list = []);
                }

                list.Add(new JudgedDetection(image.Detections[d].Score, match >= 0));
            }

            for (int g = 0; g < image.Truths.Length; g++)
            {
                if (!image.IsNeutral(g))
                {
                    objects[image.Truths[g].ClassId] = objects.GetValueOrDefault(image.Truths[g].ClassId) + 1;
                }
            }
        }

        return detections;
    }

    private ConfusionMatrix Confusions(int[] classIds, ImageJudgement[] judgements, double score)
    {
        Dictionary<int, int> indexOf = classIds.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int background = classIds.Length;
        int[,] counts = new int[background + 1, background + 1];
        for (int i = 0; i < judgements.Length; i++)
        {
            ImageJudgement judgement = judgements[i];
            foreach (int g in judgement.Truths)
            {
                int row = indexOf[_overlaps[i].Truths[g].ClassId];
                int column = judgement.IsFound(g) ? row : judgement.TakenFor(g) is { } taken ? indexOf[taken] : background;
                counts[row, column]++;
            }

            foreach (int d in judgement.Detections)
            {
                if (!judgement.IsHit(d) && !judgement.IsConfusion(d))
                {
                    counts[background, indexOf[_overlaps[i].Detections[d].ClassId]]++;
                }
            }
        }

        return new ConfusionMatrix(classIds, counts, score);
    }

    private ImageFaults FaultsOf(int index, ImageJudgement judgement)
    {
        ImageOverlaps image = _overlaps[index];
        return new ImageFaults(
            _set.Images[index], judgement.Truths.Count(),
            [.. judgement.Truths.Where(g => !judgement.IsFound(g)).Select(g => image.Truths[g])],
            [.. judgement.Detections.Where(d => !judgement.IsHit(d)).Select(d => image.Detections[d])]);
    }
}
