using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNetDetection.Data.Images;

/// <summary>The input's columns, then the image column.</summary>
internal sealed class LoadedImageSchema
{
    public LoadedImageSchema(DataViewSchema input, DetectionImageLoadingTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(input);
        Input = input;
        Transformer = transformer;
        Path = ColumnChecks.Require(input, "image path", transformer.InputColumnName, DetectionImageLoadingTransformer.Wanted, type => type is TextDataViewType);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(transformer.OutputColumnName, new ImageDataViewType());
        Output = builder.ToSchema();
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    public DetectionImageLoadingTransformer Transformer { get; }

    public DataViewSchema.Column Path { get; }

    public bool IsImage(DataViewSchema.Column output) => output.Index == Input.Count;

    /// <summary>The input columns that the given output columns are made from.</summary>
    public IEnumerable<DataViewSchema.Column> Dependencies(IEnumerable<DataViewSchema.Column> outputs) =>
        outputs.Select(column => IsImage(column) ? Path.Index : column.Index).Distinct().Order().Select(i => Input[i]);
}
