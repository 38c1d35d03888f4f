using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes a column of images of one size from a column of images.</summary>
public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    internal ImageResizingEstimator(IHostEnvironment env, string outputColumnName, int imageWidth, int imageHeight,
        string? inputColumnName, ResizingKind resizing, Anchor cropAnchor)
        : base(Contracts.CheckRef(env, nameof(env)).Register(nameof(ImageResizingEstimator)),
            new ImageResizingTransformer(env,
                new ColumnOptions(outputColumnName, imageWidth, imageHeight, inputColumnName, resizing, cropAnchor)))
    {
    }

    /// <summary>How an image of other proportions fits.</summary>
    public enum ResizingKind : byte
    {
        /// <summary>The whole image, centred, with empty pixels beside it.</summary>
        IsoPad = 0,

        /// <summary>The image covers the target and what overhangs is cut off.</summary>
        IsoCrop = 1,

        /// <summary>The image is stretched; each pixel is the nearest one of the source.</summary>
        Fill = 2,
    }

    /// <summary>Which part of an overhanging image is kept; an anchor of the other axis means the middle.</summary>
    public enum Anchor : byte
    {
        /// <summary>The right part.</summary>
        Right = 0,

        /// <summary>The left part.</summary>
        Left = 1,

        /// <summary>The upper part.</summary>
        Top = 2,

        /// <summary>The lower part.</summary>
        Bottom = 3,

        /// <summary>The middle.</summary>
        Center = 4,
    }

    /// <summary>The shape with the resized columns; throws where an input is missing or no image.</summary>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        Dictionary<string, SchemaShape.Column> result = inputSchema.ToDictionary(column => column.Name);
        foreach (ColumnOptions column in Transformer.Columns)
        {
            if (!inputSchema.TryFindColumn(column.InputColumnName, out SchemaShape.Column found))
            {
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", column.InputColumnName);
            }

            if (found.ItemType is not ImageDataViewType || found.Kind != SchemaShape.Column.VectorKind.Scalar)
            {
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", column.InputColumnName,
                    new ImageDataViewType().ToString(), found.GetTypeString());
            }

            result[column.Name] = new SchemaShape.Column(column.Name, SchemaShape.Column.VectorKind.Scalar, column.Type, false);
        }

        return new SchemaShape(result.Values);
    }

    /// <summary>One pair of columns and how the one becomes the other.</summary>
    internal sealed class ColumnOptions
    {
        public ColumnOptions(string name, int imageWidth, int imageHeight, string? inputColumnName, ResizingKind resizing,
            Anchor anchor)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            Contracts.CheckUserArg(null, imageWidth > 0, nameof(imageWidth));
            Contracts.CheckUserArg(null, imageHeight > 0, nameof(imageHeight));
            Contracts.CheckUserArg(null, Enum.IsDefined(resizing), nameof(resizing));
            Contracts.CheckUserArg(null, Enum.IsDefined(anchor), nameof(anchor));
            Name = name;
            InputColumnName = inputColumnName ?? name;
            ImageWidth = imageWidth;
            ImageHeight = imageHeight;
            Resizing = resizing;
            Anchor = anchor;
            Type = new ImageDataViewType(imageHeight, imageWidth);
        }

        public string Name { get; }

        public string InputColumnName { get; }

        public int ImageWidth { get; }

        public int ImageHeight { get; }

        public ResizingKind Resizing { get; }

        public Anchor Anchor { get; }

        public DataViewType Type { get; }
    }
}
