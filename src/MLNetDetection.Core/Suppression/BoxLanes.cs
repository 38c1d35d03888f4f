using System.Numerics;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// The boxes of one class that have stayed so far, by coordinate, so that a candidate meets a whole vector of them at once.
/// </summary>
internal sealed class BoxLanes
{
    private readonly float _threshold;
    private float[] _x1 = [], _y1 = [], _x2 = [], _y2 = [], _area = [];

    /// <summary>An empty set.</summary>
    public BoxLanes(double iouThreshold)
    {
        // torchvision compares a float32 IoU with a float64 threshold; rounding the threshold down keeps every answer.
        float rounded = (float)iouThreshold;
        _threshold = rounded > iouThreshold ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>Boxes that stayed.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all boxes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds <paramref name="box"/> unless a box already there overlaps it by more than the threshold.</summary>
    public bool TryAdd(BoxXyxy box)
    {
        float area = (box.X2 - box.X1) * (box.Y2 - box.Y1);
        if (Suppressed(box, area))
        {
            return false;
        }

        if (Count == _x1.Length)
        {
            Grow();
        }

        _x1[Count] = box.X1;
        _y1[Count] = box.Y1;
        _x2[Count] = box.X2;
        _y2[Count] = box.Y2;
        _area[Count] = area;
        Count++;
        return true;
    }

    private bool Suppressed(BoxXyxy box, float area)
    {
        Vector<float> x1 = new(box.X1), y1 = new(box.Y1), x2 = new(box.X2), y2 = new(box.Y2);
        Vector<float> own = new(area), threshold = new(_threshold);
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= Count - lanes; i += lanes)
        {
            if (Vector.GreaterThanAny(Overlap(i, x1, y1, x2, y2, own), threshold))
            {
                return true;
            }
        }

        // The arrays are whole vectors long: the lanes past the end are read, and their answer is masked away.
        if (i < Count)
        {
            Vector<int> over = Vector.GreaterThan(Overlap(i, x1, y1, x2, y2, own), threshold);
            Vector<int> valid = Vector.LessThan(Vector<int>.Indices, new Vector<int>(Count - i));
            return (over & valid) != Vector<int>.Zero;
        }

        return false;
    }

    /// <summary>IoU with the boxes from <paramref name="i"/> on; 0 / 0 is NaN, which exceeds nothing.</summary>
    private Vector<float> Overlap(int i, Vector<float> x1, Vector<float> y1, Vector<float> x2, Vector<float> y2, Vector<float> own)
    {
        Vector<float> width = Vector.Min(x2, new Vector<float>(_x2, i)) - Vector.Max(x1, new Vector<float>(_x1, i));
        Vector<float> height = Vector.Min(y2, new Vector<float>(_y2, i)) - Vector.Max(y1, new Vector<float>(_y1, i));
        Vector<float> shared = Vector.Max(width, Vector<float>.Zero) * Vector.Max(height, Vector<float>.Zero);
        return shared / (new Vector<float>(_area, i) + own - shared);
    }

    private void Grow()
    {
        int size = Math.Max(Vector<float>.Count, _x1.Length * 2);
        Array.Resize(ref _x1, size);
        Array.Resize(ref _y1, size);
        Array.Resize(ref _x2, size);
        Array.Resize(ref _y2, size);
        Array.Resize(ref _area, size);
    }
}
