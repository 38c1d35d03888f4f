namespace MLNetDetection.Core.Metrics.Explanations.Tide;

/// <summary>
/// The errors of one image, by the definitions of Bolya et al. 2020 as tidecv carries them out: its order of tests, its limits
/// inclusive or not, and its treatment of crowds as regions in which a detection of the class is neither right nor wrong.
/// </summary>
internal sealed class TideImage
{
    private readonly ImageOverlaps _image;
    private readonly double _foreground;
    private readonly double _background;
    private readonly int _detections;
    private readonly int[] _counted;
    private readonly int[] _matchOf;
    private readonly bool[] _found;
    private readonly bool[] _mendable;
    private readonly int[] _mender;

    public TideImage(ImageOverlaps image, ExplanationOptions options)
    {
        _image = image;
        _foreground = options.IouThreshold;
        _background = options.BackgroundIou;
        _detections = Math.Min(image.Detections.Length, options.MaximumDetections);
        _counted = [.. Enumerable.Range(0, image.Truths.Length).Where(g => !image.IsNeutral(g))];
        _matchOf = new int[_detections];
        _found = new bool[image.Truths.Length];
        _mendable = new bool[image.Truths.Length];
        _mender = new int[image.Truths.Length];
        Array.Fill(_mender, -1);
        Match();
        Judge();
        PositiveClasses = [.. _counted.Select(g => image.Truths[g].ClassId)];
        UnfoundClasses = [.. _counted.Where(g => !_found[g]).Select(g => image.Truths[g].ClassId)];
    }

    /// <summary>Detections that count, best first, right or wrong.</summary>
    public List<(int ClassId, JudgedDetection Detection)> Points { get; } = [];

    /// <summary>Wrong detections, best first, then missed objects.</summary>
    public List<TideError> Errors { get; } = [];

    /// <summary>The class of each object that counts.</summary>
    public int[] PositiveClasses { get; }

    /// <summary>The class of each of them that no detection found.</summary>
    public int[] UnfoundClasses { get; }

    /// <summary>Best first, each detection takes the free object of its class that it overlaps most.</summary>
    private void Match()
    {
        for (int d = 0; d < _detections; d++)
        {
            int best = Closest(d, g => _image.SameClass(d, g) && !_found[g]);
            _matchOf[d] = best >= 0 && _image.Iou(d, best) >= _foreground ? best : ImageOverlaps.None;
            if (_matchOf[d] >= 0)
            {
                _found[best] = true;
            }
        }
    }

    private void Judge()
    {
        List<(int Detection, ErrorKind Kind, int Truth)> wrong = [];
        for (int d = 0; d < _detections; d++)
        {
            DetectionBox detection = _image.Detections[d];
            bool ignored = _matchOf[d] < 0 && IsInIgnoredRegion(d);
            if (!ignored)
            {
                Points.Add((detection.ClassId, new JudgedDetection(detection.Score, _matchOf[d] >= 0)));
            }

            if (_matchOf[d] < 0)
            {
                (ErrorKind kind, int truth) = Classify(d);
                wrong.Add((d, kind, truth));
                if (truth >= 0 && !_found[truth])
                {
                    // Several detections may hope for one object: the surest, which comes first, is mended, the others go.
                    _mendable[truth] = true;
                    _mender[truth] = _mender[truth] < 0 ? d : _mender[truth];
                }
            }
        }

        foreach ((int d, ErrorKind kind, int truth) in wrong)
        {
            int? mended = truth >= 0 && _mender[truth] == d ? _image.Truths[truth].ClassId : null;
            Errors.Add(new TideError(kind, _image.Detections[d].ClassId, _image.Detections[d].Score, !IsInIgnoredRegion(d), mended));
        }

        foreach (int g in _counted)
        {
            if (!_found[g] && !_mendable[g])
            {
                Errors.Add(new TideError(ErrorKind.Missed, _image.Truths[g].ClassId, 0, false, null));
            }
        }
    }

    /// <summary>The kind of a wrong detection and, for a wrong class or place, the object that it nearly found.</summary>
    private (ErrorKind Kind, int Truth) Classify(int d)
    {
        int own = Closest(d, g => _image.SameClass(d, g));
        if (own >= 0 && _image.Iou(d, own) >= _background && _image.Iou(d, own) <= _foreground)
        {
            return (ErrorKind.Localization, own);
        }

        int other = Closest(d, g => !_image.SameClass(d, g));
        if (other >= 0 && _image.Iou(d, other) >= _foreground)
        {
            return (ErrorKind.Classification, other);
        }

        int found = Closest(d, g => _image.SameClass(d, g) && _found[g]);
        if (found >= 0 && _image.Iou(d, found) >= _foreground)
        {
            return (ErrorKind.Duplicate, ImageOverlaps.None);
        }

        int any = Closest(d, _ => true);
        return (any < 0 || _image.Iou(d, any) <= _background ? ErrorKind.Background : ErrorKind.Both, ImageOverlaps.None);
    }

    private bool IsInIgnoredRegion(int d)
    {
        for (int g = 0; g < _image.Truths.Length; g++)
        {
            if (_image.IsNeutral(g) && _image.SameClass(d, g) && ShareInside(_image.Detections[d], _image.Truths[g]) > _foreground)
            {
                return true;
            }
        }

        return false;
    }

    // As for a crowd: the part of the detection that lies in the region.
    private static double ShareInside(in DetectionBox d, in GroundTruthBox g)
    {
        double width = Math.Min(d.X + d.Width, g.X + g.Width) - Math.Max(d.X, g.X);
        double height = Math.Min(d.Y + d.Height, g.Y + g.Height) - Math.Max(d.Y, g.Y);
        return width > 0 && height > 0 ? width * height / (d.Width * d.Height) : 0;
    }

    /// <summary>The counted object with the greatest IoU among those wanted, the first of equal ones.</summary>
    private int Closest(int d, Func<int, bool> wanted)
    {
        int best = ImageOverlaps.None;
        foreach (int g in _counted)
        {
            if (wanted(g) && (best < 0 || _image.Iou(d, g) > _image.Iou(d, best)))
            {
                best = g;
            }
        }

        return best;
    }
}
