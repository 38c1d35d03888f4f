using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Transforming;

/// <summary>The output schema: every input column at its own index, then the three predicted ones.</summary>
internal sealed class DetectionSchema
{
    public DetectionSchema(DataViewSchema input, SsdColumns columns, IReadOnlyList<string> classNames)
    {
        Input = input;
        Image = ColumnChecks.Require(input, "image", columns.Image, ColumnChecks.Image, ColumnChecks.IsImage);
        SourceImage = columns.SourceImage is { } source
            ? ColumnChecks.Require(input, "source image", source, ColumnChecks.Image, ColumnChecks.IsImage)
            : null;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(columns.PredictedLabel, new VectorDataViewType(new KeyDataViewType(typeof(uint), classNames.Count)), KeyValues(classNames));
        builder.AddColumn(columns.PredictedBoundingBoxes, new VectorDataViewType(NumberDataViewType.Single));
        builder.AddColumn(columns.Score, new VectorDataViewType(NumberDataViewType.Single));
        Output = builder.ToSchema();
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    public DataViewSchema.Column Image { get; }

    public DataViewSchema.Column? SourceImage { get; }

    public int LabelIndex => Input.Count;

    public int BoxesIndex => Input.Count + 1;

    public int ScoreIndex => Input.Count + 2;

    public bool IsPredicted(DataViewSchema.Column output) => output.Index >= Input.Count;

    /// <summary>The input columns that the given output columns are made from.</summary>
    public IEnumerable<DataViewSchema.Column> Dependencies(IEnumerable<DataViewSchema.Column> outputs)
    {
        bool predicts = false;
        var needed = new SortedSet<int>();
        foreach (DataViewSchema.Column output in outputs)
        {
            predicts |= IsPredicted(output);
            if (!IsPredicted(output))
            {
                needed.Add(output.Index);
            }
        }

        if (predicts)
        {
            needed.Add(Image.Index);
            if (SourceImage is { } source)
            {
                needed.Add(source.Index);
            }
        }

        return needed.Select(i => Input[i]);
    }

    private static DataViewSchema.Annotations KeyValues(IReadOnlyList<string> classNames)
    {
        ReadOnlyMemory<char>[] names = [.. classNames.Select(n => n.AsMemory())];
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            "KeyValues",
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(names.Length, names).CopyTo(ref value));
        return annotations.ToAnnotations();
    }
}
