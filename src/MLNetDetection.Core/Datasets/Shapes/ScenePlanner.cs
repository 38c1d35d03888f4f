using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>Decides what stands where, from the back to the front.</summary>
internal sealed class ScenePlanner(ShapesOptions options)
{
    private const int Tries = 24;

    // Two boxes that overlap more would be told apart by no detector that suppresses at 0.45 to 0.5.
    private const float LargestBoxOverlap = 0.3f;

    private readonly List<SceneItem> _items = [];
    private readonly List<int> _visible = [];
    private readonly short[] _owners = new short[options.Width * options.Height];

    /// <summary>A scene; called once.</summary>
    public List<SceneItem> Plan(ref RandomStream layout, ref RandomStream look)
    {
        int objects = layout.NextBool(options.EmptyShare) ? 0 : layout.NextInt(1, options.MaximumObjects + 1);
        int distractors = layout.NextInt(options.MaximumDistractors + 1);
        int left = objects, total = objects + distractors;
        for (int rest = total; rest > 0; rest--)
        {
            // Each order of objects and distractors is as likely; an object is drawn with the probability of its share of the rest.
            if (layout.NextInt(rest) < left)
            {
                left--;
                AddObject(ref layout, ref look);
            }
            else
            {
                AddDistractor(ref layout, ref look);
            }
        }

        return _items;
    }

    private void AddObject(ref RandomStream layout, ref RandomStream look)
    {
        int classId = layout.NextInt(ShapeFactory.Classes);
        ShapeBody body = ShapeFactory.Create(classId, ref look);
        bool first = !_items.Exists(item => item.ClassId is not null);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            if (TryAdd(body, RandomPose(ref layout, options.MinimumObjectSize, options.LongestSide, ShapeFactory.LargestTurn(classId)), classId))
            {
                return;
            }
        }

        if (first)
        {
            // An image that is not to be empty has an object: upright, of a size that always fits, over whatever is there.
            TryAdd(body, new Pose(options.Width * 0.5f, options.Height * 0.5f, options.LongestSide * 0.47f, 1, 0), classId);
        }
    }

    private void AddDistractor(ref RandomStream layout, ref RandomStream look)
    {
        ShapeBody body = ShapeFactory.CreateDistractor(ref look);
        for (int attempt = 0; attempt < Tries / 4; attempt++)
        {
            if (TryAdd(body, RandomPose(ref layout, options.MinimumObjectSize * 0.7f, options.LongestSide * 0.7f, 1), null))
            {
                return;
            }
        }
    }

    private Pose RandomPose(ref RandomStream layout, float smallest, float largest, float turn)
    {
        // Squaring favours small sizes, about as the logarithm would, with exact arithmetic.
        float share = layout.NextSingle(0, 1);
        float half = 0.5f * (smallest + ((largest - smallest) * share * ((0.5f * share) + 0.5f)));
        float x = layout.NextSingle(half, options.Width - half), y = layout.NextSingle(half, options.Height - half);
        var (cos, sin) = Pose.Turn(ref layout, turn);
        return layout.NextBool() || turn < 1 ? new Pose(x, y, half, cos, sin) : new Pose(x, y, half, -cos, -sin);
    }

    private bool TryAdd(ShapeBody body, Pose pose, int? classId)
    {
        CoverageMask mask = new(body, pose);
        if (mask.Area == 0 || (classId is not null && !(Fits(mask) && StandsApart(mask))))
        {
            return false;
        }

        Span<int> hidden = stackalloc int[_items.Count];
        hidden.Clear();
        Visit(mask, claim: false, hidden);
        for (int i = 0; i < _items.Count; i++)
        {
            if (hidden[i] > 0 && _items[i].ClassId is not null
                && _visible[i] - hidden[i] < options.MinimumVisibleShare * _items[i].Mask.Area)
            {
                return false;
            }
        }

        for (int i = 0; i < _items.Count; i++)
        {
            _visible[i] -= hidden[i];
        }

        Visit(mask, claim: true, []);
        _visible.Add(mask.Area);
        _items.Add(new SceneItem(body, pose, mask, classId));
        return true;
    }

    private bool Fits(CoverageMask mask)
    {
        int width = mask.Right - mask.Left, height = mask.Bottom - mask.Top;
        return mask.Left >= 0 && mask.Top >= 0 && mask.Right <= options.Width && mask.Bottom <= options.Height
            && Math.Min(width, height) >= options.MinimumObjectSize && Math.Max(width, height) <= options.LongestSide;
    }

    private bool StandsApart(CoverageMask mask) =>
        !_items.Exists(item => item.ClassId is not null && item.Mask.Box.IntersectionOverUnion(mask.Box) > LargestBoxOverlap);

    // Counts, or takes over, the pixels of the items below; owner 0 is the ground.
    private void Visit(CoverageMask mask, bool claim, Span<int> hidden)
    {
        short owner = (short)(_items.Count + 1);
        for (int y = Math.Max(0, mask.Top); y < Math.Min(options.Height, mask.Bottom); y++)
        {
            for (int x = Math.Max(0, mask.Left); x < Math.Min(options.Width, mask.Right); x++)
            {
                if (mask[x - mask.OriginX, y - mask.OriginY] >= 0.5f)
                {
                    ref short below = ref _owners[(y * options.Width) + x];
                    if (claim)
                    {
                        below = owner;
                    }
                    else if (below > 0)
                    {
                        hidden[below - 1]++;
                    }
                }
            }
        }
    }
}
