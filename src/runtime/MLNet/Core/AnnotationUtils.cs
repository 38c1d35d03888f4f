namespace Microsoft.ML.Data;

/// <summary>The names and types of the usual annotations.</summary>
internal static class AnnotationUtils
{
    public static bool HasSlotNames(this DataViewSchema.Column column, int vectorSize)
        => vectorSize > 0
            && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames)?.Type is VectorDataViewType type
            && type.Size == vectorSize
            && type.ItemType is TextDataViewType;

    /// <summary>The annotations' names.</summary>
    public static class Kinds
    {
        /// <summary>Names of a vector's slots, text.</summary>
        public const string SlotNames = "SlotNames";

        /// <summary>The values behind keys, the first for key 1.</summary>
        public const string KeyValues = "KeyValues";

        /// <summary>Whether the numbers are scaled.</summary>
        public const string IsNormalized = "IsNormalized";
    }
}
