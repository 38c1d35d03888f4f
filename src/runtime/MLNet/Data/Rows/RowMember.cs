using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A field or property of a row class, and what of it ML.NET looks at.</summary>
internal static class RowMember
{
    /// <summary>The fields and properties that rows may be read from or written to.</summary>
    public static IEnumerable<MemberInfo> Of(Type type, SchemaDefinition.Direction direction)
    {
        const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance;
        bool read = direction.HasFlag(SchemaDefinition.Direction.Read);
        bool write = direction.HasFlag(SchemaDefinition.Direction.Write);
        var properties = type.GetProperties(Members).Where(p => p.GetIndexParameters().Length == 0
            && ((read && p.GetGetMethod() is not null) || (write && p.GetSetMethod() is not null)));
        return type.GetFields(Members).Concat<MemberInfo>(properties);
    }

    public static bool IsColumn(MemberInfo member)
        => TypeOf(member) != typeof(IChannel)
            && member is not FieldInfo { IsLiteral: true }
            && !member.IsDefined(typeof(NoColumnAttribute));

    public static string ColumnNameOf(MemberInfo member)
        => member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;

    public static Type TypeOf(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>Whether a .NET type is a vector's, and its items' type in data views.</summary>
    public static void GetMappedType(Type type, out Type itemType, out bool isVector)
    {
        bool isBuffer = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);
        isVector = type.IsArray || isBuffer;
        itemType = type.IsArray ? type.GetElementType()! : isBuffer ? type.GetGenericArguments()[0] : type;
        if (itemType == typeof(string))
        {
            itemType = typeof(ReadOnlyMemory<char>);
        }
    }

    public static bool IsKnown(Type itemType, IEnumerable<Attribute> attributes)
        => ColumnTypeExtensions.TryPrimitiveTypeFromType(itemType) is not null || DataViewTypeManager.Knows(itemType, attributes);

    public static void GetVectorAndItemType(MemberInfo member, out bool isVector, out Type itemType)
    {
        GetMappedType(TypeOf(member), out itemType, out isVector);
        if (!IsKnown(itemType, member.GetCustomAttributes()))
        {
            throw Contracts.ExceptParam(
                "rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        }
    }

    /// <summary>A compiled reader of the member.</summary>
    public static Func<TRow, TValue> Reader<TRow, TValue>(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, member), row).Compile();
    }

    /// <summary>A compiled writer of the member.</summary>
    public static Action<TRow, TValue> Writer<TRow, TValue>(MemberInfo member)
    {
        if (member is FieldInfo { IsInitOnly: true } field)
        {
            return (target, newValue) => field.SetValue(target, newValue);
        }
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        var assign = Expression.Assign(Expression.MakeMemberAccess(row, member), value);
        return Expression.Lambda<Action<TRow, TValue>>(assign, row, value).Compile();
    }
}
