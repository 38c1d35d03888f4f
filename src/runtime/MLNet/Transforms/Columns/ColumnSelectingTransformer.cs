using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnSelectingTransformer), null, typeof(SignatureLoadModel),
    "Select Columns Transform", ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps some columns, in the order named, or drops some.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private readonly IHost _host;
    private readonly string[] _names;
    private readonly bool _keeps;
    private readonly bool _keepHidden;
    private readonly bool _ignoreMissing;

    internal ColumnSelectingTransformer(IHostEnvironment env, string[]? keepColumns, string[]? dropColumns,
        bool keepHidden = false, bool ignoreMissing = false)
    {
        _host = Contracts.CheckRef(env, nameof(env)).Register(nameof(ColumnSelectingTransformer));
        bool keeps = keepColumns is { Length: > 0 };
        bool drops = dropColumns is { Length: > 0 };
        _host.Check(!(keeps && drops), "Both keepColumns and dropColumns are set. Exactly one can be specified.");
        _host.Check(keeps || drops, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _names = keeps ? keepColumns! : dropColumns!;
        _keeps = keeps;
        _keepHidden = keepHidden;
        _ignoreMissing = ignoreMissing;
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the columns that are left; throws where a named column is missing.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckColumns(inputSchema.Select(column => column.Name), nameof(inputSchema));
        return SchemaExtensions.MakeSchema(Sources(inputSchema).Select(i => new DataViewSchema.DetachedColumn(inputSchema[i])));
    }

    /// <summary>The data with the columns that are left.</summary>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckColumns(input.Schema.Select(column => column.Name), nameof(input));
        return new ColumnSubset(_host, input, Sources(input.Schema), "SelectColumnsDataTransform");
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckColumns(inputSchema.Select(column => column.Name), nameof(inputSchema));
        var empty = new EmptyDataView(_host, inputSchema);
        return new ColumnSubset(_host, empty, Sources(inputSchema), "SelectColumnsDataTransform");
    }

    // Binary form: whether the names are kept, hidden ones too, missing ones ignored; the number of names; the names.
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_keeps);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_ignoreMissing);
        ctx.Writer.Write(_names.Length);
        foreach (string name in _names)
        {
            ctx.SaveNonEmptyString(name);
        }
    }

    internal static IDataView CreateDrop(IHostEnvironment env, IDataView input, params string[] dropColumns)
        => new ColumnSelectingTransformer(env, null, dropColumns).Transform(input);

    internal bool Selects(string name) => _names.Contains(name) == _keeps;

    internal void CheckColumns(IEnumerable<string> columns, string parameter)
    {
        var missing = _ignoreMissing ? [] : _names.Except(columns).ToArray();
        if (missing.Length > 0)
        {
            throw _host.ExceptSchemaMismatch(parameter, "input", string.Join(",", missing));
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "SELCOLST",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: InBoxAssemblies.Data,
        loaderSignature: LoaderSignature);

    private static ColumnSelectingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        bool keeps = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        bool ignoreMissing = ctx.Reader.ReadBoolean();
        int count = ctx.Reader.ReadInt32();
        env.CheckDecode(count > 0);
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            names.Add(ctx.LoadNonEmptyString());
        }
        var selected = names.ToArray();
        return new ColumnSelectingTransformer(env, keeps ? selected : null, keeps ? null : selected, keepHidden, ignoreMissing);
    }

    // Dropping keeps the input's order and ignores keepHidden; keeping takes the order of the names.
    private int[] Sources(DataViewSchema schema)
        => _keeps
            ? _names.SelectMany(name => schema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)))
                .Select(c => c.Index).ToArray()
            : schema.Where(c => !_names.Contains(c.Name)).Select(c => c.Index).ToArray();
}
