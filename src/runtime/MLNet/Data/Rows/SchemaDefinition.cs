using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which members of a class become columns, and of which types; made of the class, then changed as needed.</summary>
public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Whether rows are read from objects of the class or written to them.</summary>
    [Flags]
    public enum Direction
    {
        /// <summary>Members that can be read.</summary>
        Read = 1,

        /// <summary>Members that can be written.</summary>
        Write = 2,

        /// <summary>Members that can be read or written.</summary>
        Both = Read | Write,
    }

    /// <summary>The column of a name, or null; assigning replaces or adds it.</summary>
    public Column? this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName);
        set
        {
            Contracts.CheckValue(value, nameof(value));
            if (value.ColumnName != columnName)
            {
                throw Contracts.ExceptParam(nameof(columnName),
                    $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.");
            }
            int index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
            {
                this[index] = value;
            }
            else
            {
                Add(value);
            }
        }
    }

    /// <summary>The definition that the class's members and their attributes give.</summary>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.CheckValue(userType, nameof(userType));
        var definition = new SchemaDefinition();
        var names = new HashSet<string>();
        foreach (var member in RowMember.Of(userType, direction))
        {
            if (!RowMember.IsColumn(member))
            {
                continue;
            }
            RegisterCustomType(member);
            var name = RowMember.ColumnNameOf(member);
            if (!names.Add(name))
            {
                throw Contracts.ExceptParam(nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            }
            definition.Add(new Column(member.Name, TypeOf(member), name));
        }
        return definition;
    }

    private static void RegisterCustomType(MemberInfo member)
    {
        var attributes = member.GetCustomAttributes<DataViewTypeAttribute>().ToArray();
        if (attributes.Length > 1)
        {
            throw Contracts.ExceptParam("userType", $"Member {member.Name} cannot be marked with multiple attributes, "
                + $"{string.Join<object>(", ", attributes)}, derived from {typeof(DataViewTypeAttribute)}.");
        }
        attributes.FirstOrDefault()?.Register();
    }

    private static DataViewType TypeOf(MemberInfo member)
    {
        RowMember.GetVectorAndItemType(member, out bool isVector, out var item);
        var attributes = member.GetCustomAttributes().ToArray();
        if (DataViewTypeManager.Knows(item, attributes))
        {
            return DataViewTypeManager.GetDataViewType(item, attributes);
        }
        var itemType = ItemTypeOf(member, item);
        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (vector is not null && !isVector)
        {
            throw Contracts.ExceptParam("userType",
                $"Member {member.Name} marked with VectorTypeAttribute, but does not appear to be a vector type");
        }
        if (!isVector)
        {
            return itemType;
        }
        return vector?.Dims is { Length: > 0 } dimensions
            ? new VectorDataViewType(itemType, dimensions)
            : new VectorDataViewType(itemType);
    }

    private static PrimitiveDataViewType ItemTypeOf(MemberInfo member, Type item)
    {
        if (member.GetCustomAttribute<KeyTypeAttribute>() is not { } key)
        {
            return ColumnTypeExtensions.PrimitiveTypeFromType(item);
        }
        if (!KeyDataViewType.IsValidDataType(item))
        {
            throw Contracts.ExceptParam("userType", $"Member {member.Name} marked with KeyType attribute, "
                + "but does not appear to be a valid kind of data for a key type");
        }
        return new KeyDataViewType(item, key.Count);
    }
}
