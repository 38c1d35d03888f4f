using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageResizingTransformer), null, typeof(SignatureLoadModel),
    ImageResizingTransformer.UserName, ImageResizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings each row's image to one size.</summary>
public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    internal const string UserName = "Image Resizer Transform";
    internal const string LoaderSignature = "ImageScalerTransform";

    private const string RegistrationName = "ImageScaler";
    private const uint Version = 0x00010003;

    private readonly ImageResizingEstimator.ColumnOptions[] _columns;

    internal ImageResizingTransformer(IHostEnvironment env, params ImageResizingEstimator.ColumnOptions[] columns)
        : base(Contracts.CheckRef(env, nameof(env)).Register(RegistrationName), PairsOf(columns))
    {
        _columns = columns.ToArray();
    }

    // Binary form: the column pairs; for each the width, the height (ints), the kind and the anchor (bytes).
    private ImageResizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _columns = new ImageResizingEstimator.ColumnOptions[ColumnPairs.Length];
        for (int i = 0; i < _columns.Length; i++)
        {
            int width = ctx.Reader.ReadInt32();
            int height = ctx.Reader.ReadInt32();
            host.CheckDecode(width > 0 && height > 0 && (long)width * height <= int.MaxValue / 4,
                "An image size that is not positive or too large");
            var kind = (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadByte();
            var anchor = (ImageResizingEstimator.Anchor)ctx.Reader.ReadByte();
            host.CheckDecode(Enum.IsDefined(kind) && Enum.IsDefined(anchor), "An unknown way of resizing");
            _columns[i] = new ImageResizingEstimator.ColumnOptions(
                ColumnPairs[i].outputColumnName, width, height, ColumnPairs[i].inputColumnName, kind, anchor);
        }
    }

    internal IReadOnlyList<ImageResizingEstimator.ColumnOptions> Columns => _columns;

    private static ImageResizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new ImageResizingTransformer(env.Register(RegistrationName), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        foreach (ImageResizingEstimator.ColumnOptions column in _columns)
        {
            ctx.Writer.Write(column.ImageWidth);
            ctx.Writer.Write(column.ImageHeight);
            ctx.Writer.Write((byte)column.Resizing);
            ctx.Writer.Write((byte)column.Anchor);
        }
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewType type = inputSchema[srcCol].Type;
        if (type is not ImageDataViewType)
        {
            throw Host.ExceptSchemaMismatch(
                nameof(inputSchema), "input", _columns[col].InputColumnName, "image", type.ToString()!);
        }
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private static (string, string)[] PairsOf(ImageResizingEstimator.ColumnOptions[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        return columns.Select(column => (column.Name, column.InputColumnName)).ToArray();
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGSCALF",
        verWrittenCur: Version,
        verReadableCur: Version,
        verWeCanReadBack: Version,
        loaderAssemblyName: InBoxAssemblies.ImageAnalytics,
        loaderSignature: LoaderSignature);

    private sealed class Mapper(ImageResizingTransformer parent, DataViewSchema inputSchema)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() => parent._columns
            .Select(column => new DataViewSchema.DetachedColumn(column.Name, column.Type))
            .ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            MLImage source = null!;
            var getSource = input.GetGetter<MLImage>(input.Schema[ColMapNewToOld[iinfo]]);
            ImageResizingEstimator.ColumnOptions column = parent._columns[iinfo];
            disposer = null;
            ValueGetter<MLImage> getResized = (ref MLImage value) =>
            {
                value?.Dispose();
                getSource(ref source);
                if (source == null)
                {
                    return;
                }

                // An image of the right size is handed on, not copied: as in ML.NET, disposing either disposes both.
                value = source.Width == column.ImageWidth && source.Height == column.ImageHeight
                    ? source
                    : Resize(source, column);
            };
            return getResized;
        }

        private static MLImage Resize(MLImage source, ImageResizingEstimator.ColumnOptions column)
        {
            MLImage resized = ImageResizer.Resize(source, column.ImageWidth, column.ImageHeight, column.Resizing, column.Anchor);
            resized.Tag = source.Tag;
            return resized;
        }
    }
}
