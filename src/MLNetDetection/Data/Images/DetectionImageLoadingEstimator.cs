using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Data;

namespace MLNetDetection;

/// <summary>Adds a column of upright RGB images to a text column of paths; there is nothing to fit.</summary>
public sealed class DetectionImageLoadingEstimator : IEstimator<DetectionImageLoadingTransformer>
{
    private readonly DetectionImageLoadingTransformer _transformer;

    internal DetectionImageLoadingEstimator(string output, string input, string? folder, DetectionImageOptions? options)
    {
        _transformer = new DetectionImageLoadingTransformer(output, input, folder, options ?? new DetectionImageOptions());
    }

    /// <summary>The transformer; <paramref name="input"/> is only checked for its path column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The path column is missing or no text.</exception>
    public DetectionImageLoadingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The path column is missing or no text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.Require(inputSchema, "image path", _transformer.InputColumnName, DetectionImageLoadingTransformer.Wanted,
            column => column.ItemType is TextDataViewType && column.Kind == SchemaShape.Column.VectorKind.Scalar);
        var columns = inputSchema.ToDictionary(column => column.Name);
        columns[_transformer.OutputColumnName] = new SchemaShape.Column(
            _transformer.OutputColumnName, SchemaShape.Column.VectorKind.Scalar, new ImageDataViewType(), false);
        return new SchemaShape(columns.Values);
    }
}
