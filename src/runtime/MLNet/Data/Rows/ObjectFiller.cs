using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Writes rows of a schema into objects of a class.</summary>
internal sealed class ObjectFiller<TRow>
    where TRow : class
{
    private readonly IHost _host;
    private readonly RowColumn[] _columns;
    private readonly DataViewSchema.Column[] _sources;

    public ObjectFiller(IHostEnvironment env, DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition? definition)
    {
        CheckCustomTypes(schema, definition);
        var wanted = RowColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Write);
        _host = env.Register("TypedCursorable");
        var columns = new List<RowColumn>();
        var sources = new List<DataViewSchema.Column>();
        foreach (var column in wanted)
        {
            if (schema.GetColumnOrNull(column.Name) is { } source)
            {
                CheckFits(source, column);
                columns.Add(column);
                sources.Add(source);
            }
            else if (!ignoreMissingColumns)
            {
                throw _host.ExceptSchemaMismatch("Schema", "", column.Name);
            }
        }
        _columns = columns.ToArray();
        _sources = sources.ToArray();
    }

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<DataViewSchema.Column> Sources => _sources;

    /// <summary>A filler that writes the row's current values into an object.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        var setters = _columns.Select((column, i) => MemberSetter.Create<TRow>(row, _sources[i], column)).ToArray();
        return target =>
        {
            foreach (var setter in setters)
            {
                setter(target);
            }
        };
    }

    private static void CheckCustomTypes(DataViewSchema schema, SchemaDefinition? definition)
    {
        var members = definition is null
            ? RowMember.Of(typeof(TRow), SchemaDefinition.Direction.Write)
            : definition.Select(c => (MemberInfo?)typeof(TRow).GetField(c.MemberName) ?? typeof(TRow).GetProperty(c.MemberName)!);
        foreach (var member in members.Where(m => m is not null && RowMember.IsColumn(m)))
        {
            RowMember.GetMappedType(RowMember.TypeOf(member), out var actual, out _);
            if (RowMember.IsKnown(actual, member.GetCustomAttributes()))
            {
                continue;
            }
            var name = RowMember.ColumnNameOf(member);
            var expected = schema[schema.GetColumnOrNull(name)?.Index ?? -1].Type.RawType;
            if (actual != expected)
            {
                throw Contracts.ExceptParam("actualType", $"The expected type '{expected}' does not match the type of the "
                    + $"'{name}' member: '{actual}'. Please change the {name} member to '{expected}'");
            }
        }
    }

    private void CheckFits(DataViewSchema.Column source, RowColumn column)
    {
        RowMember.GetVectorAndItemType(column.Member, out bool isVector, out var item);
        bool fits = isVector == source.Type is VectorDataViewType && source.Type.GetItemType().RawType == item;
        if (!fits)
        {
            throw _host.Except($"Can't bind the IDataView column '{column.Name}' of type '{source.Type}' to field or property "
                + $"'{column.Member.Name}' of type '{column.MemberType.FullName}'.");
        }
    }
}
