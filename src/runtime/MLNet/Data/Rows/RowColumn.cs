using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A member of a row class, bound to a column's name and type.</summary>
internal sealed class RowColumn
{
    private RowColumn(string name, DataViewType type, MemberInfo member, DataViewSchema.Annotations annotations)
    {
        Name = name;
        Type = type;
        Member = member;
        Annotations = annotations;
    }

    public string Name { get; }

    public DataViewType Type { get; }

    public MemberInfo Member { get; }

    public Type MemberType => RowMember.TypeOf(Member);

    public DataViewSchema.Annotations Annotations { get; }

    /// <summary>The columns of a class, by its own attributes or by a definition.</summary>
    public static RowColumn[] Of(Type userType, SchemaDefinition? definition, SchemaDefinition.Direction direction)
        => (definition ?? SchemaDefinition.Create(userType, direction))
            .Select(column => Bind(userType, column))
            .OfType<RowColumn>()
            .ToArray();

    public static DataViewSchema SchemaOf(RowColumn[] columns)
        => SchemaExtensions.MakeSchema(columns.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type, c.Annotations)));

    private static RowColumn? Bind(Type userType, SchemaDefinition.Column column)
    {
        if (column.MemberName is null)
        {
            throw Contracts.ExceptParam("userSchemaDefinition", "Null field name detected in schema definition");
        }
        var member = (MemberInfo?)userType.GetField(column.MemberName) ?? userType.GetProperty(column.MemberName)
            ?? throw Contracts.ExceptParam("userSchemaDefinition",
                $"No field or property with name '{column.MemberName}' found in type '{userType.FullName}'");
        if (RowMember.TypeOf(member) == typeof(IChannel))
        {
            return null;
        }
        RowMember.GetVectorAndItemType(member, out bool isVector, out var item);
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        return new RowColumn(name, Check(column, name, isVector, item), member, column.Annotations);
    }

    private static DataViewType Check(SchemaDefinition.Column column, string name, bool isVector, Type item)
    {
        if (column.ColumnType is null)
        {
            var itemType = ColumnTypeExtensions.PrimitiveTypeFromType(item);
            return isVector ? new VectorDataViewType(itemType) : itemType;
        }
        bool wantsVector = column.ColumnType is VectorDataViewType;
        if (isVector != wantsVector)
        {
            throw Contracts.ExceptParam("userSchemaDefinition", $"Column '{name}' is supposed to be {Kind(wantsVector)}, "
                + $"but type of associated field '{column.MemberName}' is {Kind(isVector)}");
        }
        var wanted = column.ColumnType.GetItemType().RawType;
        if (wanted != item)
        {
            throw Contracts.ExceptParam("userSchemaDefinition",
                $"Column '{name}' is supposed to have item type {wanted}, but associated field has type {item}");
        }
        return column.ColumnType;
    }

    private static string Kind(bool isVector) => isVector ? "vector" : "scalar";
}
