using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Evaluation;

/// <summary>The images met so far, numbered in their order, and the builder that their boxes go to.</summary>
internal sealed class EvaluationImages(EvaluationSetBuilder builder)
{
    private readonly Dictionary<string, long> _ids = [];
    private long _next;
    private long _row;

    public EvaluationSetBuilder Builder => builder;

    /// <summary>Adds the image of a row, where that is not there yet; without an image column each row is one.</summary>
    public void Open(ImageColumn? column, Func<string> name)
    {
        if (column is null)
        {
            _row = Add(name());
        }
        else if (column.Common is { } common)
        {
            Find(column, common, name, mayBeNew: true);
        }
    }

    /// <summary>The image of a row's box.</summary>
    public long Of(ImageColumn? column, int box, Func<string> name, bool mayBeNew) =>
        column is null ? _row : Find(column, column.Common ?? column.OfBoxes[box], name, mayBeNew);

    private long Find(ImageColumn column, string image, Func<string> name, bool mayBeNew)
    {
        if (image.Length == 0)
        {
            throw new InvalidDataException($"In {name()}, column '{column.Name}' names no image.");
        }

        if (_ids.TryGetValue(image, out long id))
        {
            return id;
        }

        return mayBeNew ? _ids[image] = Add(image) : throw new InvalidDataException(
            $"In {name()}, column '{column.Name}' names the image '{image}', which the ground truth does not have.");
    }

    private long Add(string name)
    {
        builder.AddImage(new EvaluationImage(_next, name));
        return _next++;
    }
}
