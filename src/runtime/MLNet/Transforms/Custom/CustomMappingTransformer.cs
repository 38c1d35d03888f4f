using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that a delegate computes, row by row.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly IHost _host;
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;

    internal CustomMappingTransformer(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName,
        SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("CustomMappingTransformer");
        _host.CheckValue(mapAction, nameof(mapAction));
        _mapAction = mapAction;
        _contractName = contractName;
        InputSchemaDefinition = inputSchemaDefinition;
        AddedColumns = RowColumn.Of(typeof(TDst), outputSchemaDefinition, SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal SchemaDefinition? InputSchemaDefinition { get; }

    internal RowColumn[] AddedColumns { get; }

    /// <summary>The schema with the added columns; throws where the input lacks one that the delegate reads.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, new Mapper(this, inputSchema));
    }

    /// <summary>The data with the added columns, computed when read.</summary>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new RowToRowMapperTransform(_host, input, new Mapper(this, input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(_host, new EmptyDataView(_host, inputSchema), new Mapper(this, inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (_contractName is null)
        {
            throw _host.Except("Empty contract name for a transform: the transform cannot be saved");
        }
        CustomMappingLoader.Save(ctx, _contractName, _mapAction.Method.DeclaringType!.Assembly.FullName!);
    }

    private sealed class Mapper : IRowMapper
    {
        private readonly IHost _host;
        private readonly CustomMappingTransformer<TSrc, TDst> _parent;
        private readonly ObjectFiller<TSrc> _filler;

        public Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema inputSchema)
        {
            _host = parent._host.Register(nameof(Mapper));
            _parent = parent;
            _filler = new ObjectFiller<TSrc>(_host, inputSchema, false, parent.InputSchemaDefinition);
        }

        public DataViewSchema.DetachedColumn[] GetOutputColumns()
            => RowColumn.SchemaOf(_parent.AddedColumns).Select(column => new DataViewSchema.DetachedColumn(column)).ToArray();

        public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            var needed = Outputs().Any(activeOutput) ? _filler.Sources.Select(c => c.Index).ToHashSet() : [];
            return needed.Contains;
        }

        public Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            var getters = new Delegate?[_parent.AddedColumns.Length];
            if (!Outputs().Any(activeOutput))
            {
                return getters;
            }
            var row = new ObjectRow<TDst>(_host, _parent.AddedColumns);
            var refresh = Refresher(input, row);
            foreach (int i in Outputs().Where(activeOutput))
            {
                var getter = RowCursorUtils.GetGetterAsDelegate(row, row.Schema[i]);
                getters[i] = (Delegate)GenericCall.Invoke(
                    typeof(Mapper), null, nameof(After), [row.Schema[i].Type.RawType], getter, refresh)!;
            }
            return getters;
        }

        private static ValueGetter<T> After<T>(ValueGetter<T> getter, Action refresh) => (ref T value) =>
        {
            refresh();
            getter(ref value);
        };

        // The delegate runs once a row, however many of its columns are read; the same two objects serve all rows.
        private Action Refresher(DataViewRow input, ObjectRow<TDst> row)
        {
            var fill = _filler.Bind(input);
            var source = new TSrc();
            var target = new TDst();
            long served = -1;
            return () =>
            {
                if (served != input.Position)
                {
                    fill(source);
                    _parent._mapAction(source, target);
                    row.Set(target);
                    served = input.Position;
                }
            };
        }

        private IEnumerable<int> Outputs() => Enumerable.Range(0, _parent.AddedColumns.Length);
    }
}
