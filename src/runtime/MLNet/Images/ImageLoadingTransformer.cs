using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ImageLoadingTransformer), null, typeof(SignatureLoadModel), "",
    ImageLoadingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Reads the image file that each row names, when the row's image is asked for.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageLoaderTransform";

    // From this version on a file says whether images or their encoded bytes are made.
    private const uint VersionWithOutputKind = 0x00010003;

    /// <summary>The folder that relative paths start from, absolute; null where paths are taken as they are.</summary>
    internal readonly string ImageFolder;

    internal ImageLoadingTransformer(IHostEnvironment env, string? imageFolder,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(Contracts.CheckRef(env, nameof(env)).Register(nameof(ImageLoadingTransformer)), columns)
    {
        if (!string.IsNullOrEmpty(imageFolder) && !Directory.Exists(imageFolder))
        {
            throw new ArgumentException($"Directory \"{imageFolder}\" does not exist.");
        }

        ImageFolder = string.IsNullOrEmpty(imageFolder) ? null! : Path.GetFullPath(imageFolder);
    }

    // Binary form: the column pairs, the folder or null, whether images are made (always so here).
    private ImageLoadingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        ImageFolder = ctx.LoadStringOrNull()!;
        if (!ctx.Reader.ReadBoolean())
        {
            throw host.ExceptDecode("The model loads the images' encoded bytes, which this runtime does not offer.");
        }
    }

    internal IReadOnlyList<(string outputColumnName, string inputColumnName)> Columns => ColumnPairs;

    private static ImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new ImageLoadingTransformer(env.Register(nameof(ImageLoadingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        ctx.SaveStringOrNull(ImageFolder);
        ctx.Writer.Write(true);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewType type = inputSchema[srcCol].Type;
        if (type is not TextDataViewType)
        {
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName,
                TextDataViewType.Instance.ToString()!, type.ToString()!);
        }
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGLOADR",
        verWrittenCur: VersionWithOutputKind,
        verReadableCur: VersionWithOutputKind,
        verWeCanReadBack: VersionWithOutputKind,
        loaderAssemblyName: InBoxAssemblies.ImageAnalytics,
        loaderSignature: LoaderSignature);

    private sealed class Mapper(ImageLoadingTransformer parent, DataViewSchema inputSchema)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() => parent.ColumnPairs
            .Select(pair => new DataViewSchema.DetachedColumn(pair.outputColumnName, new Transforms.Image.ImageDataViewType()))
            .ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            MLImage? last = null;
            ReadOnlyMemory<char> name = default;
            var getName = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[ColMapNewToOld[iinfo]]);
            // Whoever reuses a variable for the next row gives up the image in it; the last one ends with the cursor.
            ValueGetter<MLImage> getImage = (ref MLImage value) =>
            {
                value?.Dispose();
                value = null!;
                getName(ref name);
                if (name.Length > 0)
                {
                    value = Load(name.ToString());
                }

                last = value;
            };
            disposer = () =>
            {
                last?.Dispose();
                last = null;
            };
            return getImage;
        }

        private MLImage Load(string name)
        {
            string path = string.IsNullOrWhiteSpace(parent.ImageFolder) ? name : Path.Combine(parent.ImageFolder, name);
            using var contents = new MemoryStream(File.ReadAllBytes(path));
            MLImage image = MLImage.CreateFromStream(contents);
            image.Tag = path;
            return image;
        }
    }
}
