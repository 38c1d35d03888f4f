using System.Numerics;

namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>IoU of detections with the objects of one group, in float64; several objects at a time where there are several.</summary>
internal sealed class BoxOverlaps
{
    private double[] _x1 = [], _y1 = [], _x2 = [], _y2 = [], _area = [], _overlaps = [];
    private int _count;

    /// <summary>Takes a group's objects.</summary>
    public void Take(GroundTruthColumns truth, ReadOnlySpan<int> rows)
    {
        _count = rows.Length;
        if (_overlaps.Length < rows.Length + Vector<double>.Count)
        {
            int size = (rows.Length * 2) + Vector<double>.Count;
            (_x1, _y1, _x2, _y2, _area, _overlaps) = (
                new double[size], new double[size], new double[size], new double[size], new double[size], new double[size]);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            double width = truth.WidthArray[row], height = truth.HeightArray[row];
            _x1[i] = truth.XArray[row];
            _y1[i] = truth.YArray[row];
            _x2[i] = truth.XArray[row] + width;
            _y2[i] = truth.YArray[row] + height;

            // Over a crowd the union is the detection's own area.
            _area[i] = truth.CrowdArray[row] ? double.NaN : width * height;
        }
    }

    /// <summary>The IoU of one detection with each object, in their order; good until the next call.</summary>
    public ReadOnlySpan<double> With(DetectionColumns found, int row)
    {
        double x1 = found.XArray[row], y1 = found.YArray[row], width = found.WidthArray[row], height = found.HeightArray[row];
        double x2 = x1 + width, y2 = y1 + height, own = width * height;
        int i = 0;
        if (_count >= Vector<double>.Count)
        {
            // The arrays are a whole vector longer than needed: what lies past the end is never read.
            Vector<double> vx1 = new(x1), vy1 = new(y1), vx2 = new(x2), vy2 = new(y2), area = new(own);
            for (; i < _count; i += Vector<double>.Count)
            {
                Lanes(i, vx1, vy1, vx2, vy2, area).CopyTo(_overlaps, i);
            }
        }

        for (; i < _count; i++)
        {
            double w = Math.Min(x2, _x2[i]) - Math.Max(x1, _x1[i]), h = Math.Min(y2, _y2[i]) - Math.Max(y1, _y1[i]);

            // The same operations in the same order as pycocotools' C code, for the same last bit.
            double shared = w * h;
            _overlaps[i] = w > 0 && h > 0 ? shared / (double.IsNaN(_area[i]) ? own : own + _area[i] - shared) : 0;
        }

        return _overlaps.AsSpan(0, _count);
    }

    private Vector<double> Lanes(int i, Vector<double> x1, Vector<double> y1, Vector<double> x2, Vector<double> y2, Vector<double> own)
    {
        Vector<double> w = Vector.Min(x2, new Vector<double>(_x2, i)) - Vector.Max(x1, new Vector<double>(_x1, i));
        Vector<double> h = Vector.Min(y2, new Vector<double>(_y2, i)) - Vector.Max(y1, new Vector<double>(_y1, i));
        Vector<double> other = new(_area, i), shared = w * h;
        Vector<double> union = Vector.ConditionalSelect(Vector.Equals(other, other), own + other - shared, own);
        Vector<double> touching = Vector.AsVectorDouble(
            Vector.GreaterThan(w, Vector<double>.Zero) & Vector.GreaterThan(h, Vector<double>.Zero));
        return Vector.ConditionalSelect(Vector.AsVectorInt64(touching), shared / union, Vector<double>.Zero);
    }
}
