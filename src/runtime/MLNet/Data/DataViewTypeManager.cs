using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which column types stand for custom .NET types, process-wide as in ML.NET.</summary>
public static class DataViewTypeManager
{
    private static readonly object Lock = new();
    private static readonly Dictionary<(Type, AttributeKey), DataViewType> Types = new();
    private static readonly Dictionary<DataViewType, (Type, AttributeKey)> Raw = new();

    /// <summary>Makes the column type stand for <paramref name="type"/>; the same pair again does nothing.</summary>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        if (IsBuiltIn(type))
        {
            throw Contracts.ExceptParam(nameof(type),
                $"Type {type} has been registered as ML.NET's default supported type, so it can't not be registered again.");
        }
        var raw = (type, new AttributeKey(typeAttribute));
        lock (Lock)
        {
            bool typeKnown = Types.TryGetValue(raw, out var otherType);
            bool rawKnown = Raw.TryGetValue(dataViewType, out var otherRaw);
            if (typeKnown && !otherType!.Equals(dataViewType))
            {
                throw Contracts.ExceptParam(nameof(type), $"Repeated type register. The raw type {type} "
                    + $"has been associated with {otherType} so it cannot be associated with {dataViewType}.");
            }
            if (rawKnown && !otherRaw.Equals(raw))
            {
                throw Contracts.ExceptParam(nameof(dataViewType), $"Repeated type register. The DataView type {dataViewType} "
                    + $"has been associated with {otherRaw.Item1} so it cannot be associated with {type}.");
            }
            Types[raw] = dataViewType;
            Raw[dataViewType] = raw;
        }
    }

    internal static DataViewType GetDataViewType(Type type, IEnumerable<Attribute>? typeAttributes = null)
        => Find(type, typeAttributes) ?? throw Contracts.ExceptParam(nameof(type),
            $"The raw type {type} with attributes {typeAttributes} is not registered with a DataView type.");

    internal static bool Knows(Type type, IEnumerable<Attribute>? typeAttributes = null)
        => Find(type, typeAttributes) is not null;

    private static DataViewType? Find(Type type, IEnumerable<Attribute>? typeAttributes)
    {
        var attributes = typeAttributes?.OfType<DataViewTypeAttribute>().ToArray() ?? [];
        if (attributes.Length > 1)
        {
            throw Contracts.ExceptParam(nameof(type), $"Type {type.Name} cannot be marked with multiple attributes, "
                + $"{string.Join<object>(", ", attributes)}, derived from {typeof(DataViewTypeAttribute)}.");
        }
        lock (Lock)
        {
            return Types.GetValueOrDefault((type, new AttributeKey(attributes.FirstOrDefault())));
        }
    }

    private static bool IsBuiltIn(Type type)
        => type == typeof(VBuffer<>) || type == typeof(Nullable<>)
            || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan)
            || ColumnTypeExtensions.TryPrimitiveTypeFromType(type) is not null;

    // Attributes compare by their own Equals, and by nothing else.
    private readonly record struct AttributeKey(DataViewTypeAttribute? Attribute)
    {
        public bool Equals(AttributeKey other)
            => Attribute is null ? other.Attribute is null : other.Attribute is not null && Attribute.Equals(other.Attribute);

        public override int GetHashCode() => Attribute?.GetHashCode() ?? 0;
    }
}
