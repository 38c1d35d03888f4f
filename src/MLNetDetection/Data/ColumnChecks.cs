using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNetDetection.Data;

/// <summary>Finds columns by name and refuses wrong ones with the column, the type found and the type wanted.</summary>
internal static class ColumnChecks
{
    public const string KeyVector = "vector of keys (uint), one per object";
    public const string FloatVector = "vector of float";
    public const string Image = "MLImage";

    public static DataViewSchema.Column Require(DataViewSchema schema, string role, string name, string wanted, Func<DataViewType, bool> accept)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw Missing(role, name, wanted, schema.Select(c => c.Name));
        return accept(column.Type) ? column : throw Mismatch(role, name, wanted, $"{column.Type}");
    }

    public static void Require(SchemaShape schema, string role, string name, string wanted, Func<SchemaShape.Column, bool> accept)
    {
        SchemaShape.Column? found = schema.Cast<SchemaShape.Column?>().FirstOrDefault(c => c!.Value.Name == name);
        if (found is not { } column)
        {
            throw Missing(role, name, wanted, schema.Select(c => c.Name));
        }

        if (!accept(column))
        {
            throw Mismatch(role, name, wanted, Describe(column));
        }
    }

    public static bool IsImage(DataViewType type) => type is ImageDataViewType;

    public static bool IsFloatVector(DataViewType type) => type is VectorDataViewType { ItemType: NumberDataViewType item } && item.RawType == typeof(float);

    public static bool IsKeyVector(DataViewType type) => type is VectorDataViewType { ItemType: KeyDataViewType key } && key.RawType == typeof(uint);

    public static bool IsKey(DataViewType type) => IsKeyVector(type) || type is KeyDataViewType { RawType: var raw } && raw == typeof(uint);

    public static bool IsTextVector(DataViewType type) => type is VectorDataViewType { ItemType: TextDataViewType };

    public static bool IsImage(SchemaShape.Column column) => column.ItemType is ImageDataViewType;

    public static bool IsFloatVector(SchemaShape.Column column) => IsVector(column) && !column.IsKey && column.ItemType.RawType == typeof(float);

    public static bool IsKeyVector(SchemaShape.Column column) => IsVector(column) && column.IsKey && column.ItemType.RawType == typeof(uint);

    private static bool IsVector(SchemaShape.Column column) => column.Kind != SchemaShape.Column.VectorKind.Scalar;

    private static string Describe(SchemaShape.Column column) =>
        $"{(IsVector(column) ? "vector of " : "")}{(column.IsKey ? "key of " : "")}{column.ItemType}";

    private static ArgumentOutOfRangeException Missing(string role, string name, string wanted, IEnumerable<string> present) =>
        new("inputSchema", $"The {role} column '{name}' is missing: expected {wanted}. The data has the columns {string.Join(", ", present.Distinct().Select(c => $"'{c}'"))}."
            + (wanted == Image ? " (ML.NET's Cache and AppendCacheCheckpoint keep no image columns: put them before LoadImages.)" : ""));

    private static ArgumentOutOfRangeException Mismatch(string role, string name, string wanted, string found) =>
        new("inputSchema", $"Schema mismatch for {role} column '{name}': expected {wanted}, got {found}."
            + (wanted == KeyVector && found.Contains("String", StringComparison.OrdinalIgnoreCase) ? $" MapValueToKey(\"{name}\") makes keys of text." : ""));
}
