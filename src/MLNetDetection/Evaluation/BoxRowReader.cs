using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Evaluation;

/// <summary>What truth and predictions have in common: classes, boxes and images of the row that a cursor stands on.</summary>
internal sealed class BoxRowReader(DataViewRow row, LabelColumn labels, DataViewSchema.Column boxes, DataViewSchema.Column? image)
{
    private readonly ValueColumn<float> _boxes = new(row, boxes);
    private readonly ImageColumn? _image = image is { } column ? new ImageColumn(row, column) : null;
    private float[] _corners = [];

    /// <summary>Class ids; -1 where there is no box.</summary>
    public int[] Classes { get; private set; } = [];

    /// <summary>The image column, read; null where each row is an image.</summary>
    public ImageColumn? Image => _image;

    /// <summary>Reads the row and checks its counts.</summary>
    public void Read(Func<string> name)
    {
        Classes = labels.Read(name);
        _corners = _boxes.Read();
        _image?.Read();
        if (labels.IsScalar && Classes[0] < 0)
        {
            // A row of one object that has none: an image without objects in data of one object a row.
            Classes = [];
            return;
        }

        CheckCount(name, _boxes.Name, _corners.Length, 4 * Classes.Length);
        if (_image is { Common: null } images)
        {
            CheckCount(name, images.Name, images.OfBoxes.Length, Classes.Length);
        }
    }

    /// <summary>Left, top, width and height of a box.</summary>
    public (double X, double Y, double Width, double Height) Box(int index, Func<string> name)
    {
        double x = _corners[4 * index], y = _corners[(4 * index) + 1];
        double width = _corners[(4 * index) + 2] - x, height = _corners[(4 * index) + 3] - y;
        return double.IsFinite(x + y + width + height) && width >= 0 && height >= 0 ? (x, y, width, height) : throw new InvalidDataException(
            string.Create(CultureInfo.InvariantCulture, $"In {name()}, column '{_boxes.Name}', box {index} is {_corners[4 * index]} {_corners[(4 * index) + 1]} "
            + $"{_corners[(4 * index) + 2]} {_corners[(4 * index) + 3]}: the corners x0 y0 x1 y1 must be finite, and x1, y1 not under x0, y0."));
    }

    /// <summary>The values of another column, one for each box; null where there is no such column.</summary>
    public T[]? Values<T>(ValueColumn<T>? column, Func<string> name)
    {
        if (column is null || Classes.Length == 0 && column.IsScalar)
        {
            return null;
        }

        T[] values = column.Read();
        CheckCount(name, column.Name, values.Length, Classes.Length);
        return values;
    }

    private static void CheckCount(Func<string> name, string column, int found, int wanted)
    {
        if (found != wanted)
        {
            throw new InvalidDataException($"In {name()}, column '{column}' holds {found} values where its labels ask for {wanted}.");
        }
    }
}
